import { isStorable } from "@/server/shared/parse";

/** Longer than any field of our forms. */
const MAX_FIELD_LENGTH = 500;

/**
 * The form that a server action was called with. Anybody can call an action with anything: an argument that is not a
 * form counts as a form without fields.
 */
export const formOf = (sent: unknown): FormData => (sent instanceof FormData ? sent : new FormData());

/**
 * The text of one field. Empty when the field is missing, is a file, is too long or cannot be stored.
 *
 * @param maxLength of text of several lines, which may be longer than other fields.
 */
export function textField(form: FormData, name: string, maxLength = MAX_FIELD_LENGTH): string {
  const value = form.get(name);
  return typeof value === "string" && value.length <= maxLength && isStorable(value) ? value : "";
}

/** More than any booking has passengers or flights. */
const MAX_CHOSEN = 20;

/** The values of the ticked boxes of one name. Files are left out. */
export const chosenFields = (form: FormData, name: string): string[] =>
  form
    .getAll(name)
    .filter((value) => typeof value === "string")
    .slice(0, MAX_CHOSEN);

/** The page of results that a form was sent from, encoded so that a header can carry it. */
export function resultsAddress(form: FormData): `/flights?${string}` {
  const back = textField(form, "back");
  const query = back.startsWith("/flights?") ? back.slice("/flights?".length) : "";
  return `/flights?${new URLSearchParams(query)}`;
}

/** The seats that a seat form has for the passengers of one flight; an empty one gives the seat back. */
export const seatFields = (form: FormData) =>
  [...form].flatMap(([name, seat]) => {
    const position = /^seat\.(\d+)$/.exec(name)?.[1];
    if (!position) return [];
    const exitConditionsAccepted = form.get(`exit.${position}`) === "on";
    return [{ passengerPosition: Number(position), seat: String(seat) || null, exitConditionsAccepted }];
  });
