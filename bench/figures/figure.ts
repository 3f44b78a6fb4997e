import type { Airline } from "@/bench/support/airline";
import type { Result } from "@/bench/support/report";

export type Figure = {
  name: string;
  /** Whether the event engine runs; without it the booking path has the machine for itself. */
  engine: "runs" | "stopped";
  measure: (airline: Airline) => Promise<Result>;
};
