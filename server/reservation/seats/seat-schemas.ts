import { z } from "zod";

const segmentFields = {
  reservationId: z.uuid(),
  segmentPosition: z.coerce
    .number()
    .int()
    .min(0)
    .max(3)
    .meta({ description: "The position of the flight in the booking, from 0." }),
};

export const chooseSeatsInput = z.object({
  ...segmentFields,
  /** The seat of each passenger position. */
  seats: z
    .array(
      z.object({
        passengerPosition: z.coerce
          .number()
          .int()
          .min(0)
          .max(17)
          .meta({ description: "The position of the passenger in the booking, from 0." }),
        seat: z
          .string()
          .regex(/^\d{1,2}[A-K]$/, "seat")
          .nullable()
          .meta({ description: "Row and letter, as `12A`; null gives the seat back." }),
        exitConditionsAccepted: z.boolean().default(false).meta({
          description: "The passenger has read and accepted the conditions of a seat beside an exit.",
        }),
      }),
    )
    .max(18),
});
export type ChooseSeatsInput = z.input<typeof chooseSeatsInput>;

export const seatPartyInput = z.object(segmentFields);
export type SeatPartyInput = z.input<typeof seatPartyInput>;
