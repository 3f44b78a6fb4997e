import { passengerRule } from "@/server/reservation/domain/passenger-type";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import { KOREA_ZONE, toLocal } from "@/server/shared/time";
import type { PassengerRules } from "./schemas";

/** Who counts today as adult, child and infant, on domestic and on international trips. */
export async function passengerRules(): Promise<PassengerRules> {
  const { PASSENGERS } = await salePolicies();
  const today = toLocal(new Date(), KOREA_ZONE).date;
  return {
    DOMESTIC: passengerRule(["DOMESTIC"], PASSENGERS, today),
    INTERNATIONAL: passengerRule(["INTERNATIONAL"], PASSENGERS, today),
  };
}
