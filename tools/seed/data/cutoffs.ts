import type { CutoffPolicies } from "@/server/reservation/domain/policy-rows";

const since = { validFrom: "2024-01-01", validTo: null };

/** When sales close, and from when a passenger counts as not having come. */
export const cutoffPolicies: CutoffPolicies = {
  sales: [
    { scope: "DOMESTIC", minutesBeforeDeparture: 30, source: "MSA Air", ...since },
    { scope: "INTERNATIONAL", minutesBeforeDeparture: 60, source: "MSA Air", ...since },
  ],
  noShow: [
    { scope: "DOMESTIC", minutesBeforeDeparture: 20, source: "MSA Air: check-in closes", ...since },
    {
      scope: "INTERNATIONAL",
      minutesBeforeDeparture: 50,
      source: "MSA Air, as Jin Air's conditions (FAQ 4410446374809)",
      ...since,
    },
  ],
};
