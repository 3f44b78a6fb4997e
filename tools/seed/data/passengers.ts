import type { PassengerPolicies } from "@/server/reservation/domain/policy-rows";

const since = { validFrom: "2024-01-01", validTo: null };
const lap = { infantUnderAge: 2, infantFromDays: 7, infantsPerAdult: 1, aloneFromAge: 12 };
const lapSource =
  "infants from 7 days, one lap each: Korean Air, Jin Air, Jeju Air; alone from 12: carriers' terms";

/** Who counts as adult, child and infant, and who may sit beside an exit. */
export const passengerPolicies: PassengerPolicies = {
  types: [
    {
      scope: "DOMESTIC",
      childUnderAge: 13,
      ageCountedOn: "EACH_FLIGHT",
      source: `child under 13: consumernews 515834 (secondary); day of each flight: Jin Air FAQ 4410446374809; ${lapSource}`,
      ...lap,
      ...since,
    },
    {
      scope: "INTERNATIONAL",
      childUnderAge: 12,
      ageCountedOn: "FIRST_FLIGHT",
      source: `child under 12, first day of travel for the whole trip: Jin Air FAQ 4410446374809; ${lapSource}`,
      ...lap,
      ...since,
    },
  ],
  exitSeats: [
    { fromAge: 15, source: "운항기술기준 (국토교통부 고시), as carriers state it (secondary)", ...since },
  ],
};
