import { getCustomer } from "@/server/identity/queries";
import { adjustMiles } from "@/server/mileage";
import type { AdjustMilesInput } from "@/server/mileage/schemas";
import type { RequestContext } from "@/server/shared/context";

/**
 * Gives miles to a customer who exists, or takes them.
 *
 * @throws AppError as `adjustMiles` does; NOT_FOUND when there is no such customer.
 */
export async function adjustCustomerMiles(ctx: RequestContext, input: AdjustMilesInput): Promise<void> {
  await getCustomer(ctx, input.memberId);
  await adjustMiles(ctx, input);
}
