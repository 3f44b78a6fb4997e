import { nameKey } from "@/server/shared/person-name";
import type { IsoInstant, LocalDate } from "@/server/shared/time";
import type { BookingRules, NotCorrectable } from "./booking-rules";
import { hasDeparted } from "./leg-standing";
import { type NameCorrectionPolicies, type NameCorrectionRow, requireRow } from "./policy-rows";

/** The name on a ticket, as `parseRomanName` gives it. */
export type TicketName = { readonly surname: string; readonly givenName: string };

/** Why a customer cannot correct a name alone, as a message key. */
export type CorrectionProblem = "nameUnchanged" | "correctedBefore" | "tooManyLetters" | "anotherName";

/** `needsReason`: the customer could not correct a name any more. DEPARTED: no flight is left to issue a ticket for. */
type CorrectionForCustomer =
  | { readonly allowed: true; readonly needsReason: boolean }
  | { readonly allowed: false; readonly reason: Exclude<NotCorrectable, "CHECK_IN_CLOSED"> | "DEPARTED" };

/**
 * Returns whether staff may correct a name on the customer's behalf: when the customer may, and past the cut-off while a
 * flight has not left. `rule` is the customer's.
 */
export function correctionForCustomer(
  { segments }: { readonly segments: readonly { readonly departsAt: IsoInstant }[] },
  rule: BookingRules["correctName"],
  now: IsoInstant,
): CorrectionForCustomer {
  if (rule.allowed) return { allowed: true, needsReason: false };
  if (rule.reason !== "CHECK_IN_CLOSED") return { allowed: false, reason: rule.reason };
  return segments.every((segment) => hasDeparted(segment, now))
    ? { allowed: false, reason: "DEPARTED" }
    : { allowed: true, needsReason: true };
}

/** Returns the row in force on a day. Throws MissingPolicyError. */
export const correctionRow = (policies: NameCorrectionPolicies, date: LocalDate): NameCorrectionRow =>
  requireRow(policies.limits, date, "limit of name corrections", () => true);

/**
 * Returns how many letters have to be typed, left out or replaced to make one text of the other. Two neighbours that
 * changed places count once: it is the slip of a finger (optimal string alignment).
 */
export function letterDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (beforeLast[j - 2] ?? 0) + 1 : replaced;
      row.push(Math.min(replaced, swapped, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** Returns how many letters differ in surname and given name together. Hyphens, spaces and apostrophes are no letters. */
export const lettersChanged = (before: TicketName, after: TicketName): number =>
  partsOf(before, after).reduce((sum, [old, corrected]) => sum + letterDistance(old, corrected), 0);

/**
 * Returns why a customer may not make this correction without the airline; null when they may. `earlier` is the number of
 * corrections that customers have made of this passenger. So that no ticket is handed to somebody else, at least half of
 * the letters of each name stay, and the given name keeps its first letter: two first letters of a Korean surname may stand
 * for one sound (GIM and KIM), those of a given name seldom do.
 */
export function correctionProblem(
  before: TicketName,
  after: TicketName,
  { row, earlier }: { row: NameCorrectionRow; earlier: number },
): CorrectionProblem | null {
  if (isUnchanged(before, after)) return "nameUnchanged";
  if (earlier >= row.maxCorrections) return "correctedBefore";
  if (lettersChanged(before, after) > row.maxLetters) return "tooManyLetters";
  const keepsHalf = partsOf(before, after).every(
    ([old, corrected]) => 2 * letterDistance(old, corrected) <= Math.max(old.length, corrected.length),
  );
  const keepsInitial = nameKey(before.givenName)[0] === nameKey(after.givenName)[0];
  return keepsHalf && keepsInitial ? null : "anotherName";
}

/** Returns true when the ticket would show the same name. */
export const isUnchanged = (before: TicketName, after: TicketName): boolean =>
  before.surname === after.surname && before.givenName === after.givenName;

const partsOf = (before: TicketName, after: TicketName): [string, string][] => [
  [nameKey(before.surname), nameKey(after.surname)],
  [nameKey(before.givenName), nameKey(after.givenName)],
];
