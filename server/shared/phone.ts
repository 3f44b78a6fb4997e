import { type PhoneNumber, parsePhoneNumberFromString } from "libphonenumber-js/min";
import { z } from "zod";
import { canonical } from "./canonical";

/** Numbers without a country code are Korean. */
const HOME = "KR";

/**
 * A telephone number in E.164 (`+821012345678`), or null when the text is no valid number. It accepts the usual
 * spellings: `010.1234.5678`, `(02) 123-4567`, `+44 (0)20 7946 0018`. A number with an extension is refused, because it
 * cannot receive text messages.
 */
export function parsePhone(text: string): string | null {
  // 00 is the international prefix in many countries. The plus sign means the same.
  const number = read(canonical(text).replace(/^00/, "+"));
  return number?.isValid() && !number.ext ? number.number : null;
}

/** The number for display: Korean numbers in national form, others with the country code. Invalid text stays as stored. */
export function formatPhone(stored: string): string {
  const number = read(stored);
  if (!number) return stored;
  return number.country === HOME ? number.formatNational() : number.formatInternational();
}

function read(text: string): PhoneNumber | undefined {
  return parsePhoneNumberFromString(text, { defaultCountry: HOME, extract: false });
}

const MAX_TYPED_LENGTH = 100;

/** The schema of a telephone number. An empty field gives null. */
export const phoneNumber = z
  .string()
  .max(MAX_TYPED_LENGTH, "phone")
  .transform((text, c) => {
    if (canonical(text) === "") return null;
    const number = parsePhone(text);
    if (number === null) c.addIssue({ code: "custom", message: "phone" });
    return number;
  });
