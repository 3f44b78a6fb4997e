import { z } from "zod";
import {
  contactInput,
  overlapConfirmed,
  passengerInput,
} from "@/server/reservation/passengers/passenger-schemas";
import { partyFields, reportParty } from "@/server/reservation/shop/search-schemas";
import { fareBrand, locale } from "@/server/reservation/term-schemas";
import { int4IdText } from "@/server/shared/fields";

export const holdSeatsInput = z
  .object({
    segments: z
      .array(z.object({ flightId: int4IdText, brand: fareBrand }))
      .min(1)
      .max(2),
    ...partyFields,
    idempotencyKey: z.string().min(8).max(200),
    locale: locale.default("ko"),
    /** With these the hold is complete at once; the API sends them. */
    passengers: z.array(passengerInput).max(18).optional(),
    contact: contactInput.optional(),
    overlapConfirmed,
  })
  .superRefine((value, c) => {
    reportParty(value, (path, message) => c.addIssue({ code: "custom", path: [path], message }));
    if (new Set(value.segments.map((s) => s.flightId)).size !== value.segments.length)
      c.addIssue({ code: "custom", path: ["segments"], message: "sameFlight" });
  });
export type HoldSeatsInput = z.input<typeof holdSeatsInput>;
export type ParsedHold = z.output<typeof holdSeatsInput>;

/** What a hold answers. */
export const heldReservation = z.strictObject({
  reservationId: z.uuid(),
  locator: z.string(),
  paymentDeadline: z.iso.datetime({ offset: true }),
});
export type HeldReservation = z.output<typeof heldReservation>;
