"use server";

import { type ActionResult, runAction } from "@/app/_lib/actions/action";
import { putFlightOnSale } from "@/server/flows/put-on-sale";
import type { RegisterFlightInput } from "@/server/schedule/schemas";

export async function registerFlight(
  input: RegisterFlightInput,
): Promise<ActionResult<{ flightId: number }>> {
  return runAction((ctx) => putFlightOnSale(ctx, input));
}
