import type { Airline } from "../support/airline";
import type { Result } from "../support/report";

export type Figure = {
  name: string;
  /** Whether the event engine works meanwhile; where it does not, the machine is the booking path's alone. */
  engine: "runs" | "stopped";
  measure: (airline: Airline) => Promise<Result>;
};
