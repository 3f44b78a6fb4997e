import type { Refusal } from "@/components/forms/refusal";

/** The state of a form of the desk: what was typed, and the answer to it. */
export type DeskState<Values extends Record<string, string>> = {
  values: Values;
  /** The number of times that it was carried out; each shows the confirmation anew. */
  done: number;
  refusal: Refusal | null;
};
export type DeskAction<Values extends Record<string, string>> = (
  before: DeskState<Values>,
  form: FormData,
) => Promise<DeskState<Values>>;

/** The state when no answer came. The form keeps its key, so that pressing again does nothing twice. */
export const noAnswer =
  <Values extends Record<string, string>>(empty: Values) =>
  (form: FormData): DeskState<Values> => ({
    values: Object.fromEntries(
      Object.keys(empty).map((name) => [name, String(form.get(name) ?? "")]),
    ) as Values,
    done: 0,
    refusal: { ok: false, code: "UNAVAILABLE" },
  });
