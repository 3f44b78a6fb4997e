import { z } from "zod";
import { gender, locale, passengerType, reservationStatus } from "@/server/reservation/term-schemas";
import { cancelCauses, customerKinds, priceLineKinds } from "@/server/shared/fare-terms";
import { couponStates } from "@/server/shared/order-terms";
import { bookingRules } from "./booking-rules-schemas";
import { count, day, instant, position, won } from "./field-schemas";
import { publicBrandRule } from "./offer-schemas";

/** What customers see of their own bookings. */

export const flightLeg = z
  .strictObject({
    designator: z.string(),
    origin: z.string(),
    destination: z.string(),
    originCityKo: z.string(),
    originCityEn: z.string(),
    destinationCityKo: z.string(),
    destinationCityEn: z.string(),
    originZone: z.string(),
    destinationZone: z.string(),
    departsAt: instant,
    arrivesAt: instant,
    departureDate: day,
    arrivalDate: day,
  })
  .meta({ description: "One flight of a reservation: the part that every view of it has." });
export type FlightLeg = z.output<typeof flightLeg>;

const bookedSegment = flightLeg.extend({
  id: z.uuid(),
  position,
  flightId: z.number().int(),
  originNameKo: z.string(),
  originNameEn: z.string(),
  destinationNameKo: z.string(),
  destinationNameEn: z.string(),
  aircraftKo: z.string(),
  aircraftEn: z.string(),
  international: z.boolean(),
  flightCancelled: z.boolean(),
  kept: z.boolean().meta({
    description:
      "The flight had been flown when the reservation was cancelled: this segment was not cancelled.",
  }),
  missedAt: instant.nullable().meta({
    description: "When staff recorded that nobody of the reservation boarded the flight.",
  }),
  brand: z.string(),
  cabin: z.string(),
  rule: publicBrandRule,
});
export type BookedSegment = z.output<typeof bookedSegment>;

const bookedPassenger = z.strictObject({
  id: z.uuid(),
  position,
  type: passengerType.meta({ description: "The type on the first flight." }),
  segmentTypes: z
    .array(passengerType)
    .meta({ description: "The type on each flight by position: a birthday may lie between the flights." }),
  surname: z.string().nullable(),
  givenName: z.string().nullable(),
  koreanName: z.string().nullable(),
  birthDate: day.nullable(),
  gender: gender.nullable(),
  nationality: z.string().nullable().meta({ description: "Two letters of ISO 3166-1; null when unknown." }),
  ticketNumber: z.string().nullable(),
});
export type BookedPassenger = z.output<typeof bookedPassenger>;

const bookedLine = z.strictObject({
  kind: z.enum(priceLineKinds),
  segmentPosition: position,
  passengerPosition: position,
  amount: won,
});
export type BookedLine = z.output<typeof bookedLine>;

const bookedCoupon = z
  .strictObject({
    segmentPosition: position,
    passengerPosition: position,
    state: z.enum(couponStates),
    ticketNumber: z.string(),
  })
  .meta({
    description: "One passenger on one flight. An OPEN one counts as flown when its flight has left.",
  });
export type BookedCoupon = z.output<typeof bookedCoupon>;

const bookedSeat = z.strictObject({
  segmentPosition: position,
  passengerPosition: position,
  seat: z.string(),
});
export type BookedSeat = z.output<typeof bookedSeat>;

const cancelCause = z.enum(cancelCauses).nullable();
const now = instant.meta({
  description: "The database's clock at the time of reading: countdowns start from it.",
});

const relative = z.strictObject({ id: z.uuid(), locator: z.string() });

export const bookingView = z
  .strictObject({
    id: z.uuid(),
    locator: z.string(),
    status: reservationStatus,
    customerId: z.uuid().meta({ description: "The account that booked; for a guest, no account." }),
    customerKind: z.enum(customerKinds).meta({ description: "GUEST: booked without an account." }),
    locale,
    contactEmail: z.string(),
    contactPhone: z.string().nullable(),
    adults: count,
    children: count,
    infants: count,
    passengersComplete: z.boolean(),
    version: z.number().int().meta({ description: "Grows by one with each change of the order." }),
    totalAmount: won.meta({
      description: "The price of the trip as it is; of a cancelled booking, as it was before.",
    }),
    paidAmount: won.meta({
      description: "The sum of its accepted payments, less what moved to bookings that were split from it.",
    }),
    refundedAmount: won.meta({ description: "What its changes gave back, completed or not." }),
    waivedAmount: won.meta({ description: "The fees that staff left out; the refunds include them." }),
    cancelCause,
    paymentDeadline: instant,
    priceGuaranteedUntil: instant,
    heldAt: instant,
    createdAt: instant.nullable(),
    endedAt: instant.nullable(),
    salesClosed: z
      .boolean()
      .meta({ description: "The hold ended unpaid, and the sale of its flights was over by then." }),
    now,
    refusedPayment: z
      .strictObject({ reason: z.string(), amount: won })
      .nullable()
      .meta({ description: "The last payment that was refused: its money is refunded in full." }),
    splitFrom: relative.nullable().meta({ description: "The booking that its passengers left." }),
    splitInto: z.array(relative).meta({ description: "Bookings whose passengers left this one." }),
    segments: z.array(bookedSegment),
    passengers: z.array(bookedPassenger),
    priceLines: z.array(bookedLine),
    coupons: z.array(bookedCoupon).meta({ description: "Those of a sold booking; a hold has none." }),
    seats: z.array(bookedSeat),
    currentStatus: reservationStatus.meta({
      description: "The status as its customer is shown it: a hold is EXPIRED from its deadline on.",
    }),
    can: bookingRules,
  })
  .meta({ description: "One booking with everything that its pages show." });
export type BookingView = z.output<typeof bookingView>;

export const tripSummary = z.strictObject({
  id: z.uuid(),
  locator: z.string(),
  status: reservationStatus,
  cancelCause,
  paymentDeadline: instant,
  now,
  totalAmount: won,
  passengers: count,
  past: z.boolean().meta({ description: "The last flight has left." }),
  segments: z.array(flightLeg),
});
export type TripSummary = z.output<typeof tripSummary>;

export const holdsInTheWayView = z
  .strictObject({
    replaced: z.array(z.uuid()).meta({ description: "Own holds that `holdSeats` will end." }),
    same: z.uuid().nullable().meta({ description: "The own hold that already is the wanted one." }),
  })
  .meta({ description: "What `holdSeats` will do with the customer's own holds." });
export type HoldsInTheWay = z.output<typeof holdsInTheWayView>;
