import type { NameCorrectionPolicies } from "@/server/reservation/domain/policy-rows";

/** Korean carriers correct up to three letters free of charge, once; the rest they ask to be told of. */
export const nameCorrectionPolicies: NameCorrectionPolicies = {
  limits: [
    {
      maxLetters: 3,
      maxCorrections: 1,
      source: "MSA Air: as Korean carriers do (up to three letters, once)",
      validFrom: "2024-01-01",
      validTo: null,
    },
  ],
};
