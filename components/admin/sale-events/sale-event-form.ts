import type { Refusal } from "@/components/forms/refusal";

/** What staff enter for a sale event, as typed. Times are `YYYY-MM-DDTHH:MM` by the Korean clock. */
export const saleEventFields = [
  ...["nameKo", "nameEn", "routes", "firstDay", "lastDay", "waitsFrom", "opensAt", "closesAt"],
  ...["pace", "shoppersPerMinute", "targetP95Ms", "mostShoppers", "stayMinutes"],
] as const;
export type SaleEventValues = Record<string, string>;

/** The values of a form that got no answer. */
export const typedSaleEvent = (form: FormData): SaleEventValues =>
  Object.fromEntries(saleEventFields.map((name) => [name, String(form.get(name) ?? "")]));

/** The refusal of a form that got no answer. */
export const noAnswer: Refusal = { ok: false, code: "UNAVAILABLE" };

/** `done` counts the changes: each shows the confirmation anew. */
export type SaleEventFormState = { values: SaleEventValues; refusal: Refusal | null; done: number };
export type SaleEventAction = (before: SaleEventFormState, form: FormData) => Promise<SaleEventFormState>;
