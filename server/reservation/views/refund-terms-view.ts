import type { FareBrand, FlightScope } from "@/server/reservation/domain/fare-brand";
import { inForce } from "@/server/reservation/domain/policy-rows";
import { salePolicies } from "@/server/reservation/shop/sale-policies";

/** What a cancellation costs a passenger on one flight, as it is told before paying. */
export type RefundTerms = {
  scope: FlightScope;
  brand: FareBrand;
  freeWithinHoursOfPurchase: number;
  freeFromDaysToDeparture: number | null;
  /** From so many minutes before departure the fee of a no-show holds; null when there is no such rule. */
  noShowMinutes: number | null;
  /** The longest before departure first; -1 is the no-show. */
  fees: { minDaysToDeparture: number; feeKrw: number; farePercent: number }[];
};

/** The refund rules of a day (Korean date) for brands on domestic or international flights. */
export async function refundTerms(
  wanted: { brand: string; international: boolean }[],
  date: string,
): Promise<RefundTerms[]> {
  const { REFUND, CUTOFFS } = await salePolicies();
  const { fees, waivers } = REFUND;
  return wanted.map(({ brand, international }) => {
    const scope = international ? "INTERNATIONAL" : "DOMESTIC";
    const waiver = inForce(waivers, date).find((row) => row.scope === scope);
    return {
      scope,
      brand: brand as FareBrand,
      freeWithinHoursOfPurchase: waiver?.freeWithinHoursOfPurchase ?? 0,
      freeFromDaysToDeparture: waiver?.freeFromDaysToDeparture ?? null,
      noShowMinutes:
        inForce(CUTOFFS.noShow, date).find((row) => row.scope === scope)?.minutesBeforeDeparture ?? null,
      fees: inForce(fees, date)
        .filter((row) => row.scope === scope && row.brand === brand)
        .map(({ minDaysToDeparture, feeKrw, farePercent }) => ({ minDaysToDeparture, feeKrw, farePercent }))
        .sort((a, b) => b.minDaysToDeparture - a.minDaysToDeparture),
    };
  });
}
