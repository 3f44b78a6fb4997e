import { passengerRule } from "@/server/reservation/domain/passenger-type";
import { salePolicies } from "@/server/reservation/shop/sale-policies";
import { koreanToday } from "@/server/shared/database-clock";
import type { PassengerRules } from "./offer-schemas";

/**
 * The ages of adults, children and infants today, on domestic and on international trips.
 *
 * @public The rules of sale are public.
 */
export async function passengerRules(): Promise<PassengerRules> {
  const { PASSENGERS } = await salePolicies();
  const today = await koreanToday();
  return {
    DOMESTIC: passengerRule(["DOMESTIC"], PASSENGERS, today),
    INTERNATIONAL: passengerRule(["INTERNATIONAL"], PASSENGERS, today),
  };
}
