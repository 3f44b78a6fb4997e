import { airline } from "@/server/shared/airline";
import { canonical } from "@/server/shared/canonical";

const SERIAL_DIGITS = 10;
const pattern = new RegExp(`^${airline.accountingCode}\\d{${SERIAL_DIGITS}}$`);

/** The 13-digit e-ticket number of a serial from the database sequence. Throws RangeError outside 1 … 9 999 999 999. */
export function ticketNumber(serial: number): string {
  if (!Number.isInteger(serial) || serial < 1 || serial >= 10 ** SERIAL_DIGITS) {
    throw new RangeError(`Not a ticket serial: ${serial}`);
  }
  return airline.accountingCode + String(serial).padStart(SERIAL_DIGITS, "0");
}

/**
 * The check digit of a ticket number, which is shown after it: all 13 digits modulo 7. Throws RangeError on any other
 * text.
 *
 * @public A calculation without data.
 */
export function ticketCheckDigit(number: string): number {
  if (!pattern.test(number)) throw new RangeError(`Not a ticket number: ${number}`);
  return Number(number) % 7;
}

/** Reads a typed ticket number, with or without spaces and hyphens. Null when the text cannot be one. */
export function parseTicketNumber(text: string): string | null {
  const digits = canonical(text).replaceAll(/[\s-]/g, "");
  return pattern.test(digits) ? digits : null;
}
