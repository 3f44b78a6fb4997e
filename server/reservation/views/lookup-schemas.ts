import { z } from "zod";
import { parseLocator } from "@/server/reservation/domain/locator";
import { nameKeys } from "@/server/reservation/domain/passenger-name";
import { int4IdText, MAX_PAGE } from "@/server/shared/fields";
import { canonicalText, searchText } from "@/server/shared/text";

/** Locator and surname together open a trip without an account. */
export const findTripInput = z.object({
  locator: canonicalText.transform((text, c) => {
    const locator = parseLocator(text);
    if (locator) return locator;
    c.addIssue({ code: "custom", message: text === "" ? "required" : "locator" });
    return z.NEVER;
  }),
  surname: canonicalText
    .min(1, "required")
    .max(60)
    .transform(nameKeys)
    .refine(([key]) => key !== undefined && /^[A-Z]+$/.test(key), "romanName"),
});

export const searchReservationsInput = z.object({
  q: searchText(100).default(""),
  flight: int4IdText.optional(),
  /** Members whose own e-mail address `q` may be. */
  customers: z.array(z.uuid()).max(50).default([]),
  page: z.coerce.number().int().min(1).max(MAX_PAGE).default(1),
});
