import { counter } from "@/server/shared/metrics";

/** Counts one-time codes of trips that were issued. */
export const countCode = (): void =>
  counter("msa_access_codes_total", "One-time codes of trips that were issued.").inc();

/** Counts codes that were entered: right, wrong, or when no further try could succeed. */
export const countCodeTry = (outcome: "ok" | "wrong" | "ended"): void =>
  counter("msa_access_code_tries_total", "One-time codes of trips that were entered, by their outcome.", [
    "outcome",
  ]).inc({ outcome });
