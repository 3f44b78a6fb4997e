import { airline } from "@/server/shared/airline";
import { canonical } from "@/server/shared/canonical";

const SERIAL_DIGITS = 10;
const pattern = new RegExp(`^${airline.accountingCode}\\d{${SERIAL_DIGITS}}$`);

/**
 * The 13-digit e-ticket number of a serial from the database sequence.
 * Throws RangeError when the serial is not 1 … 9 999 999 999.
 */
export function ticketNumber(serial: number): string {
  if (!Number.isInteger(serial) || serial < 1 || serial >= 10 ** SERIAL_DIGITS) {
    throw new RangeError(`Not a ticket serial: ${serial}`);
  }
  return airline.accountingCode + String(serial).padStart(SERIAL_DIGITS, "0");
}

/** The check digit, shown apart from the number: all 13 digits modulo 7. Throws on another number. */
export function ticketCheckDigit(number: string): number {
  if (!pattern.test(number)) throw new RangeError(`Not a ticket number: ${number}`);
  return Number(number) % 7;
}

/** What was typed as a ticket number (spaces and hyphens forgiven), or null when it cannot be one. */
export function parseTicketNumber(text: string): string | null {
  const digits = canonical(text).replaceAll(/[\s-]/g, "");
  return pattern.test(digits) ? digits : null;
}
