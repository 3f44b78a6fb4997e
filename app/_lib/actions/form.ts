import { isStorable } from "@/server/shared/parse";

/** Longer than anything that a hidden field or a text field of ours has. */
const MAX_FIELD_LENGTH = 500;

/** The form that a server action was called with. Anybody can call one with anything: what is no form has no fields. */
export const formOf = (sent: unknown): FormData => (sent instanceof FormData ? sent : new FormData());

/** One text field; "" when it is missing, is a file, or is no text that one of our forms sends. */
export function textField(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" && value.length <= MAX_FIELD_LENGTH && isStorable(value) ? value : "";
}

/** The page of results that a form was sent from, as an address that a header can carry; or the search itself. */
export function resultsAddress(form: FormData): `/flights?${string}` {
  const back = textField(form, "back");
  const query = back.startsWith("/flights?") ? back.slice("/flights?".length) : "";
  return `/flights?${new URLSearchParams(query)}`;
}
