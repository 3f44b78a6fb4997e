import { isNationality } from "@/server/shared/nationality";
import { canonicalText } from "@/server/shared/text";

/** ICAO 9303-3: a document number has up to nine letters and digits. Blanks and hyphens that people type do not count. */
export const documentNumber = canonicalText
  .overwrite((text) => text.toUpperCase().replaceAll(/[\s-]/g, ""))
  .refine((text) => text !== "", { error: "required", abort: true })
  .refine((text) => /^(?=.*\d)[A-Z0-9]{6,9}$/.test(text), "passportNumber");

/** Two letters of ISO 3166-1. */
export const issuingCountry = canonicalText
  .overwrite((text) => text.toUpperCase())
  .refine((text) => text !== "", { error: "required", abort: true })
  .refine(isNationality, "nationality");
