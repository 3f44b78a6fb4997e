import { z } from "zod";
import { gender, passengerType, reservationStatus } from "@/server/reservation/term-schemas";
import { bookingView } from "./booking-schemas";
import { count, day, instant, position, won } from "./field-schemas";

/** What the airline's staff see. */

const bookedPassenger = bookingView.shape.passengers.element.extend({
  birthDate: z
    .string()
    .nullable()
    .meta({ description: "ISO date; the year alone for staff who may not read personal data." }),
});

export const staffBookingView = bookingView
  .extend({
    contactEmail: z.string().meta({ description: "Masked for staff who may not read personal data." }),
    contactPhone: z.string().nullable().meta({ description: "Masked in the same way." }),
    passengers: z.array(bookedPassenger),
  })
  .meta({ description: "One reservation, whoever booked it." });

export const foundReservation = z
  .strictObject({
    id: z.uuid(),
    locator: z.string(),
    status: reservationStatus,
    contactEmail: z.string().meta({ description: "Masked for staff who may not read personal data." }),
    contactPhone: z.string().nullable().meta({ description: "Masked in the same way." }),
    lead: z
      .string()
      .nullable()
      .meta({ description: "Name of the first passenger; null before it is entered." }),
    passengers: count,
    bookedAmount: won.meta({ description: "The price for which it was booked; lists sort by it." }),
    totalAmount: won.meta({
      description: "The price of what it consists of now: changes may have altered it.",
    }),
    heldAt: instant,
    createdAt: instant.nullable(),
    endedAt: instant.nullable(),
    segments: z.array(
      z.strictObject({
        designator: z.string(),
        origin: z.string(),
        destination: z.string(),
        departureDate: day,
      }),
    ),
  })
  .meta({ description: "A reservation found by the staff's search." });
export type FoundReservation = z.output<typeof foundReservation>;

export const manifestSorts = ["name", "seat"] as const;

export const manifestInput = z.object({
  sort: z.enum(manifestSorts).default("name"),
  type: passengerType.optional(),
});

export const manifestRow = z
  .strictObject({
    name: z.string(),
    type: passengerType.meta({ description: "The type on this flight." }),
    birthDate: z
      .string()
      .nullable()
      .meta({ description: "ISO date; the year alone for staff who may not read personal data." }),
    age: z.number().int().nullable().meta({ description: "Completed years on the day of departure." }),
    gender: gender.nullable(),
    nationality: z
      .string()
      .nullable()
      .meta({ description: "Two letters of ISO 3166-1; null when unknown. Masked in the same way." }),
    companion: z
      .strictObject({ name: z.string(), seat: z.string().nullable() })
      .nullable()
      .meta({ description: "The guardian of an infant, and the first adult of a child's party." }),
    contactEmail: z.string().meta({ description: "Masked for staff who may not read personal data." }),
    contactPhone: z.string().nullable().meta({ description: "Masked in the same way." }),
    locator: z.string(),
    reservationId: z.uuid(),
    ticketNumber: z.string().nullable(),
    brand: z.string(),
    checkedBaggageKg: z.number().int().nullable().meta({ description: "Null for an infant on a lap." }),
    seat: z.string().nullable(),
    duplicate: z.boolean().meta({
      description: "Another passenger of the flight has the same name and birth date.",
    }),
  })
  .meta({ description: "One passenger of a flight." });
export type ManifestRow = z.output<typeof manifestRow>;

export const dailyFiguresRow = z
  .strictObject({
    date: day.meta({ description: "Korean calendar day." }),
    bookings: count.meta({ description: "Reservations created on the day." }),
    passengers: count.meta({ description: "Passengers of those reservations." }),
    revenue: won.meta({
      description: "What those reservations and changes of others on the day cost, in whole won.",
    }),
    cancellations: count.meta({ description: "Cancellations on the day, of parts too." }),
    refunds: won.meta({
      description: "What those cancellations and changes to cheaper flights give back, in whole won.",
    }),
  })
  .meta({ description: "Sales and cancellations of one day." });
export type DailyFigures = z.output<typeof dailyFiguresRow>;

export const departureFiguresView = z
  .strictObject({
    flights: count,
    cancelled: count,
    departed: count,
    capacity: count.meta({ description: "Seats of the flights that are not cancelled." }),
    sold: count.meta({ description: "Sold seats of the flights that are not cancelled." }),
  })
  .meta({ description: "The flights that leave on one local day." });
export type DepartureFigures = z.output<typeof departureFiguresView>;

export const cabinLoad = z
  .strictObject({ flightId: z.number().int(), cabin: z.string(), capacity: count, sold: count, held: count })
  .meta({ description: "Seats of one cabin of a flight, and how many are sold and held." });
export type CabinLoad = z.output<typeof cabinLoad>;

export const cancellationResultView = z
  .strictObject({
    reservations: count.meta({ description: "Reservations cancelled with the flight." }),
    passengers: count,
    holds: count.meta({ description: "Holds ended with the flight." }),
    refundAmount: won.meta({
      description:
        "The refunds of those reservations in whole won; the payment context knows which are completed.",
    }),
  })
  .meta({ description: "What the cancellation of a flight has ended so far." });
export type CancellationResult = z.output<typeof cancellationResultView>;

export const sameTimeReservation = z
  .strictObject({
    passengerPosition: position,
    reservationId: z.uuid(),
    locator: z.string(),
    designator: z.string(),
  })
  .meta({
    description: "Another live reservation, of any customer, with the same passenger at the same time.",
  });
export type SameTimeReservation = z.output<typeof sameTimeReservation>;
