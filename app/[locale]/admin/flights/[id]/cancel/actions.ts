"use server";

import { type ActionResult, runAction } from "@/app/_lib/actions/action";
import { takeFlightOffSale } from "@/server/flows/take-off-sale";
import type { CancelFlightInput } from "@/server/schedule/schemas";

export async function cancelFlight(input: CancelFlightInput): Promise<ActionResult<void>> {
  return runAction((ctx) => takeFlightOffSale(ctx, input));
}
