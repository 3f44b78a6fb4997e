import type { LocalDate } from "@/server/shared/time";
import { nameKey } from "./passenger-name";

/** As much of a person as tells them from others; null where it is not known or not readable yet. */
export type Identity = {
  readonly surname: string | null;
  readonly givenName: string | null;
  readonly birthDate: LocalDate | null;
};

/**
 * The key under which a person is found again: name and birth date. Twins differ in the given name, father
 * and son in the birth date. The gender does not count: it is the field that is most often mistyped.
 */
export function personKey({ surname, givenName, birthDate }: Identity): string | null {
  if (!surname || !givenName || !birthDate) return null;
  return `${nameKey(surname)}/${nameKey(givenName)} ${birthDate}`;
}

/** The positions in a party that name somebody named at an earlier position. */
export function repeatedPositions(party: readonly Identity[]): number[] {
  const keys = party.map(personKey);
  return keys.flatMap((key, n) => (key !== null && keys.indexOf(key) < n ? [n] : []));
}
