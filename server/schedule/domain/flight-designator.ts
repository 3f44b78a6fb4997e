import { canonical } from "@/server/shared/canonical";

/** Airline designator (two characters, a letter among them), 1–4 digits, and a suffix letter if any. */
export interface FlightDesignator {
  readonly airline: string;
  readonly number: number;
  readonly suffix: string | null;
}

const pattern = /^([A-Z][A-Z0-9]|[0-9][A-Z])([0-9]{1,4})([A-Z])?$/;

/** Reads `MA101`, `ma 0101` or `7C101A` (IATA SSIM chapter 2); null when it is no designator. */
export function parseFlightDesignator(text: string): FlightDesignator | null {
  const match = pattern.exec(canonical(text).replaceAll(/\s/g, "").toUpperCase());
  const [, airline, digits, suffix] = match ?? [];
  const number = Number(digits);
  return airline && number > 0 ? { airline, number, suffix: suffix ?? null } : null;
}

/** The one way a designator is written and stored: no blank, no leading zeros. */
export function formatFlightDesignator(designator: FlightDesignator): string {
  return `${designator.airline}${designator.number}${designator.suffix ?? ""}`;
}
