import { type PhoneNumber, parsePhoneNumberFromString } from "libphonenumber-js/min";
import { z } from "zod";
import { canonical } from "./canonical";

/** Numbers without a country code are Korean. */
const HOME = "KR";

/**
 * A telephone number in E.164 (`+821012345678`), or null when nobody has such a number. Any usual way of writing it
 * is taken: `010.1234.5678`, `(02) 123-4567`, `+44 (0)20 7946 0018`. An extension cannot be texted and is refused.
 */
export function parsePhone(text: string): string | null {
  // Abroad a call to another country begins with 00, which the plus sign stands for.
  const number = read(canonical(text).replace(/^00/, "+"));
  return number?.isValid() && !number.ext ? number.number : null;
}

/** As people write it: Korean numbers as at home, others with their country code. Unreadable ones stay as stored. */
export function formatPhone(stored: string): string {
  const number = read(stored);
  if (!number) return stored;
  return number.country === HOME ? number.formatNational() : number.formatInternational();
}

function read(text: string): PhoneNumber | undefined {
  return parsePhoneNumberFromString(text, { defaultCountry: HOME, extract: false });
}

const MAX_TYPED_LENGTH = 100;

/** A number to call or text; an empty field is none. */
export const phoneNumber = z
  .string()
  .max(MAX_TYPED_LENGTH, "phone")
  .transform((text, c) => {
    if (canonical(text) === "") return null;
    const number = parsePhone(text);
    if (number === null) c.addIssue({ code: "custom", message: "phone" });
    return number;
  });
