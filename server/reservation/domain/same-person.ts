import { nameKey } from "@/server/shared/person-name";
import type { LocalDate } from "@/server/shared/time";

/** The facts that identify a person; null where a fact is not known or not valid yet. */
export type Identity = {
  readonly surname: string | null;
  readonly givenName: string | null;
  readonly birthDate: LocalDate | null;
};

/**
 * The key of a person: name and birth date; null while one of them is missing. Twins differ in the given name, father
 * and son in the birth date. The gender is left out because it is the field most often entered wrongly.
 */
export function personKey({ surname, givenName, birthDate }: Identity): string | null {
  if (!surname || !givenName || !birthDate) return null;
  return `${nameKey(surname)}/${nameKey(givenName)} ${birthDate}`;
}

/** The positions whose person already stands at an earlier position of the party. */
export function repeatedPositions(party: readonly Identity[]): number[] {
  const keys = party.map(personKey);
  return keys.flatMap((key, n) => (key !== null && keys.indexOf(key) < n ? [n] : []));
}
