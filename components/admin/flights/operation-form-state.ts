import type { Refusal } from "@/components/forms/refusal";

/** What staff report of a flight on its day, as typed. Times are `YYYY-MM-DDTHH:MM` by the clock of their airport. */
export const operationFields = [
  ...(["departsAt", "departureTerminal", "departureGate"] as const),
  ...(["arrivesAt", "arrivalTerminal", "arrivalGate"] as const),
] as const;
export type OperationValues = Record<(typeof operationFields)[number], string>;

/** The values of a form that got no answer. */
export const typedOperation = (form: FormData): OperationValues =>
  Object.fromEntries(operationFields.map((name) => [name, String(form.get(name) ?? "")])) as OperationValues;

export type OperationFormState = { values: OperationValues; refusal: Refusal | null };
