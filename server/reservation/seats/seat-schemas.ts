import { z } from "zod";

const segmentFields = {
  reservationId: z.uuid(),
  segmentPosition: z.coerce.number().int().min(0).max(3),
};

export const chooseSeatsInput = z.object({
  ...segmentFields,
  /** The seat of each passenger position; null gives the seat back. */
  seats: z
    .array(
      z.object({
        passengerPosition: z.coerce.number().int().min(0).max(17),
        seat: z
          .string()
          .regex(/^\d{1,2}[A-K]$/, "seat")
          .nullable(),
        /** The passenger has read and accepted the conditions of a seat beside an exit. */
        exitConditionsAccepted: z.boolean().default(false),
      }),
    )
    .max(18),
});
export type ChooseSeatsInput = z.input<typeof chooseSeatsInput>;

export const seatPartyInput = z.object(segmentFields);
