"use server";

import { type ActionResult, runAction } from "@/app/_lib/actions/action";
import { recordNoShow as record } from "@/server/reservation";
import type { NoShowInput } from "@/server/reservation/schemas";

/** Records that nobody of a reservation boarded a flight. @returns when it was recorded. */
export async function recordNoShow(input: NoShowInput): Promise<ActionResult<{ recordedAt: string }>> {
  return runAction((ctx) => record(ctx, input), { revalidate: ["/[locale]/admin/reservations/[id]"] });
}
