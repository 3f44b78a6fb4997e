import { z } from "zod";
import * as miles from "@/server/mileage/events";
import * as payments from "@/server/payment/events";
import * as reservations from "@/server/reservation/events";
import * as schedule from "@/server/schedule/events";

/**
 * What partners get of each event: the fields of the event's own schema that are named here, and no others. Names, birth dates,
 * contacts and addresses are not among them: whoever needs these asks the API, which authorises. Amounts are whole won.
 */

const whole = reservations.reservationHeld.data.shape;

const segment = whole.segments.element.pick({
  ...{ id: true, flightId: true, designator: true, origin: true, destination: true },
  ...{ originZone: true, destinationZone: true, departsAt: true, arrivesAt: true, departureDate: true },
  ...{ brand: true, cabin: true, checkedBaggageKg: true, seats: true, kept: true },
});
const passenger = whole.passengers.element.pick({ id: true, type: true, ticketNumber: true });

const paid = { reservationId: true, locator: true, customerId: true } as const;
const identified = { ...paid, customerKind: true } as const;
/** Which reservation, with its flights and passengers at that moment. */
const lists = { segments: z.array(segment), passengers: z.array(passenger) };

export const held = reservations.reservationHeld.data
  .pick({ ...identified, totalAmount: true, paymentDeadline: true })
  .extend(lists);

export const created = reservations.reservationCreated.data
  .pick({ ...identified, totalAmount: true, paymentId: true, createdAt: true })
  .extend(lists);

export const seatsChanged = reservations.reservationChanged.data
  .pick({ ...identified, change: true, seats: true })
  .extend(lists);

export const flightsChanged = reservations.flightsChanged.data
  .pick({
    ...identified,
    ...{ totalAmount: true, changeId: true, givenUp: true, gained: true, balance: true, feeAmount: true },
    ...{ waivedAmount: true, paymentId: true, refunds: true, changedAt: true },
  })
  .extend({ ...lists, before: z.array(segment) });

export const changeExpired = reservations.changeExpired.data
  .pick({ ...identified, changeId: true, cause: true, balance: true })
  .extend(lists);

export const partCancelled = reservations.partCancelled.data
  .pick({
    ...identified,
    ...{ changeId: true, cause: true, givenUp: true, left: true, givenUpAmount: true },
    ...{ refundAmount: true, refunds: true, waivedAmount: true, cancelledAt: true },
  })
  .extend(lists);

export const cancelled = reservations.reservationCancelled.data
  .pick({
    ...identified,
    ...{ cause: true, paymentId: true, paidAmount: true, refundAmount: true, cancelledAt: true },
    ...{ cancelledFlightId: true, changeId: true, givenUp: true, refunds: true, waivedAmount: true },
  })
  .extend(lists);

export const expired = reservations.reservationExpired.data
  .pick({ ...identified, cause: true, cancelledFlightId: true })
  .extend(lists);

export const split = reservations.reservationSplit.data
  .pick({
    ...identified,
    ...{ changeId: true, newReservationId: true, newLocator: true, givenUp: true, left: true },
    ...{ transferredAmount: true, splitAt: true },
  })
  .extend({ ...lists, leaving: z.array(passenger) });

export const splitOff = reservations.reservationSplitOff.data
  .pick({
    ...identified,
    ...{ changeId: true, fromReservationId: true, fromLocator: true, gained: true, splitAt: true },
  })
  .extend(lists);

/** A member took over what was booked without an account. */
export const claimed = reservations.reservationClaimed.data
  .pick({ ...identified, guestId: true, gained: true, claimedAt: true })
  .extend(lists);

/** That a name was corrected, and the new ticket. The name itself is personal. */
export const nameCorrected = reservations.nameCorrected.data
  .pick({ ...identified, changeId: true, passengerId: true, correctedAt: true })
  .extend({
    previousTicketNumber: reservations.nameCorrected.data.shape.previousTicketNumber,
    ticketNumber: reservations.nameCorrected.data.shape.ticketNumber,
  });

/** What of the contact changed and who changed it. The contact itself is personal. */
export const contactChanged = reservations.contactChanged.data.pick({
  ...identified,
  ...{ changed: true, by: true, changedAt: true },
});

export const noShowRecorded = reservations.noShowRecorded.data
  .pick({ ...identified, recordedAt: true })
  .extend({ segments: z.array(segment) });

export const flightRetimed = reservations.flightRetimed.data
  .pick({ ...identified, announcement: true, expectedDepartsAt: true, expectedArrivesAt: true })
  .extend({ segments: z.array(segment) });

export const refusedPayment = reservations.paymentRefused.data.pick({
  ...identified,
  ...{ paymentId: true, amount: true, reason: true, changeId: true },
});

export const payment = payments.paymentCaptured.data.pick({
  ...paid,
  ...{ paymentId: true, amount: true, changeId: true },
});

export const refund = payments.refundCompleted.data.pick({
  ...paid,
  ...{ paymentId: true, refundId: true, amount: true },
});

export const mileage = miles.mileageIncreased.data.pick({
  ...{ memberId: true, reservationId: true, locator: true, deltaMiles: true, balanceMiles: true },
});

export const exchangedMileage = miles.mileageExchanged.data.pick({
  ...{ memberId: true, reservationId: true, locator: true, changeId: true },
  ...{ takenBackMiles: true, earnedMiles: true, deltaMiles: true, balanceMiles: true },
});

export const adjustedMileage = miles.mileageAdjusted.data.pick({
  ...{ memberId: true, adjustmentId: true, deltaMiles: true, balanceMiles: true },
});

const flight = schedule.flightsPublished.data.shape.flights.element;

/** Flights that were put on sale: at most a hundred in one event. */
export const publishedFlights = z.object({
  flights: z.array(
    flight
      .pick({
        ...{ id: true, version: true, designator: true, origin: true, destination: true, departsAt: true },
        ...{ arrivesAt: true, departureDate: true, arrivalDate: true, aircraftType: true },
      })
      .extend({
        fares: z.array(flight.shape.fares.element.pick({ brand: true, cabin: true, amount: true })),
      }),
  ),
});

export const cancelledFlight = schedule.flightCancelled.data.pick({
  ...{ flightId: true, version: true, designator: true, departureDate: true, reason: true },
});

export const retimedFlight = schedule.flightRetimed.data.pick({
  ...{ flightId: true, designator: true, departureDate: true, announcement: true },
  ...{ publishedDepartsAt: true, publishedArrivesAt: true, expectedDepartsAt: true, expectedArrivesAt: true },
});
