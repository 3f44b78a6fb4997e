import { confirmedField } from "@/components/booking/names-to-confirm";
import { respelledName, strangeCharacter } from "@/server/reservation/schemas";

type Values = Readonly<Record<string, string>>;

const isNameField = (field: string) => /^passengers\.\d{1,2}\.(surname|givenName)$/.test(field);

/** The ticket's spelling of names that were typed with accents: field → spelling. */
export function respelledNames(values: Values): Record<string, string> {
  return ofNames(values, respelledName);
}

/** True when the customer has confirmed all these spellings. */
export function isConfirmed(respelled: Values, values: Values): boolean {
  return Object.entries(respelled).every(([field, spelling]) => values[confirmedField(field)] === spelling);
}

/** The first character of each refused name that is not allowed in names: field → character. */
export function strangeCharacters(values: Values, fieldErrors: Values): Record<string, string> {
  return ofNames(values, (name, field) =>
    fieldErrors[field] === "nameCharacter" ? strangeCharacter(name) : null,
  );
}

function ofNames(
  values: Values,
  find: (name: string, field: string) => string | null,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([field, name]) => {
      const found = isNameField(field) ? find(name, field) : null;
      return found === null ? [] : [[field, found]];
    }),
  );
}
