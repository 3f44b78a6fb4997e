import { z } from "zod";
import { parseLocator } from "@/server/reservation/domain/locator";
import { reservationStatus } from "@/server/reservation/term-schemas";
import { flightDate, int4IdText, keysetFields, listCursor } from "@/server/shared/fields";
import { nameKeys } from "@/server/shared/person-name";
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

/** A customer's own bookings, page by page; with a locator, as it was typed, that one alone. */
export const listTripsInput = z.object({ ...keysetFields, locator: canonicalText.nullish() });
export type ListTripsInput = z.input<typeof listTripsInput>;

/** The columns by which staff sort reservations. `departure`: of the first flight. */
export const reservationSorts = ["booked", "departure", "total", "status"] as const;
export type ReservationSort = (typeof reservationSorts)[number];

const airportCode = canonicalText.toUpperCase().regex(/^[A-Z]{3}$/, "airportInvalid");
const designator = canonicalText.toUpperCase().max(7);
const listDay = flightDate("dateInvalid").optional();

/** Which reservations staff list, in which order, and from where on. */
export const searchReservationsInput = z
  .object({
    q: searchText(100).default(""),
    flight: int4IdText.optional(),
    /** Members whose own e-mail address `q` may be. */
    customers: z.array(z.uuid()).max(50).default([]),
    status: reservationStatus.optional(),
    /** Korean days of the booking, both included. */
    bookedFrom: listDay,
    bookedTo: listDay,
    /** Local days of departure of one of the flights, both included; route and designator are of the same flight. */
    departFrom: listDay,
    departTo: listDay,
    origin: airportCode.optional(),
    destination: airportCode.optional(),
    designator: designator.optional(),
    sort: z.enum(reservationSorts).default("booked"),
    descending: z.boolean().default(true),
    cursor: listCursor,
  })
  .refine(({ bookedFrom, bookedTo }) => !bookedFrom || !bookedTo || bookedFrom <= bookedTo, {
    path: ["bookedTo"],
    error: "periodInvalid",
  })
  .refine(({ departFrom, departTo }) => !departFrom || !departTo || departFrom <= departTo, {
    path: ["departTo"],
    error: "periodInvalid",
  });
