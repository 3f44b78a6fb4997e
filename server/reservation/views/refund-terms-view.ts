import { findRow, inForce } from "@/server/reservation/domain/policy-rows";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import { type FareBrand, flightScope } from "@/server/shared/fare-terms";
import type { RefundTerms } from "./offer-schemas";

/**
 * The refund rules of a day (Korean date) for some brands on domestic or international flights.
 *
 * @public The rules of sale are public.
 */
export async function refundTerms(
  wanted: { brand: string; international: boolean }[],
  date: string,
): Promise<RefundTerms[]> {
  const { REFUND, CUTOFFS } = await salePolicies();
  return wanted.map(({ brand, international }) => {
    const scope = flightScope(international);
    const hasScope = (row: { scope: string }) => row.scope === scope;
    const waiver = findRow(REFUND.waivers, date, hasScope);
    return {
      scope,
      brand: brand as FareBrand,
      freeWithinHoursOfPurchase: waiver?.freeWithinHoursOfPurchase ?? 0,
      freeFromDaysToDeparture: waiver?.freeFromDaysToDeparture ?? null,
      noShowMinutes: findRow(CUTOFFS.noShow, date, hasScope)?.minutesBeforeDeparture ?? null,
      fees: inForce(REFUND.fees, date)
        .filter((row) => hasScope(row) && row.brand === brand)
        .map(({ minDaysToDeparture, feeKrw, farePercent }) => ({ minDaysToDeparture, feeKrw, farePercent }))
        .sort((a, b) => b.minDaysToDeparture - a.minDaysToDeparture),
    };
  });
}
