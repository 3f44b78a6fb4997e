import { canonical } from "@/server/shared/canonical";

/** The airline's two characters (at least one is a letter), 1–4 digits, and an optional suffix letter. */
export interface FlightDesignator {
  readonly airline: string;
  readonly number: number;
  readonly suffix: string | null;
}

const pattern = /^([A-Z][A-Z0-9]|[0-9][A-Z])([0-9]{1,4})([A-Z])?$/;

/** Parses `MA101`, `ma 0101` or `7C101A` (IATA SSIM chapter 2). Returns null for any other text. */
export function parseFlightDesignator(text: string): FlightDesignator | null {
  const match = pattern.exec(canonical(text).replaceAll(/\s/g, "").toUpperCase());
  const [, airline, digits, suffix] = match ?? [];
  const number = Number(digits);
  return airline && number > 0 ? { airline, number, suffix: suffix ?? null } : null;
}

/** Writes a designator as it is stored and shown: without blanks and leading zeros. */
export function formatFlightDesignator(designator: FlightDesignator): string {
  return `${designator.airline}${designator.number}${designator.suffix ?? ""}`;
}

/** Returns the stored form of a typed designator; null when the text is no designator. */
export function storedDesignator(text: string): string | null {
  const designator = parseFlightDesignator(text);
  return designator && formatFlightDesignator(designator);
}
