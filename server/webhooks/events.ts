import { z } from "zod";
import {
  mileageAdjusted,
  mileageDecreased,
  mileageExchanged,
  mileageIncreased,
} from "@/server/mileage/events";
import { paymentCaptured, paymentFailed, refundCompleted, refundFailed } from "@/server/payment/events";
import {
  changeExpired,
  contactChanged,
  flightRetimed,
  flightsChanged,
  nameCorrected,
  noShowRecorded,
  partCancelled,
  paymentRefused,
  reservationCancelled,
  reservationChanged,
  reservationClaimed,
  reservationCreated,
  reservationExpired,
  reservationHeld,
  reservationSplit,
  reservationSplitOff,
} from "@/server/reservation/events";
import * as schedule from "@/server/schedule/events";
import type { EventDefinition } from "@/server/shared/events";
import * as data from "./payload-schemas";

/** An event that partners get: its public type, the version and the schema of what they get of it. */
export type PublicEvent = {
  /** The name of the event in the outbox. */
  name: string;
  type: string;
  version: number;
  data: z.ZodType;
};

const event = <S extends z.ZodType>(
  { name }: EventDefinition<z.ZodType>,
  type: string,
  schema: S,
  version = 1,
): PublicEvent => ({ name, type, version, data: schema });

/**
 * The events that partners get, in the order in which pages list them. All others stay inside: messages to people, accounts, access
 * codes. A schema is an allow-list: what it does not name is removed. A change that receivers cannot take is a new version.
 */
export const publicEvents: readonly PublicEvent[] = [
  event(schedule.flightsPublished, "flights.published", data.publishedFlights),
  event(schedule.flightCancelled, "flight.cancelled", data.cancelledFlight),
  event(schedule.flightRetimed, "flight.retimed", data.retimedFlight),
  event(reservationHeld, "reservation.held", data.held),
  event(reservationCreated, "reservation.created", data.created),
  event(reservationChanged, "reservation.changed", data.seatsChanged),
  event(flightsChanged, "reservation.flights_changed", data.flightsChanged),
  event(changeExpired, "reservation.change_expired", data.changeExpired),
  event(partCancelled, "reservation.part_cancelled", data.partCancelled),
  event(reservationCancelled, "reservation.cancelled", data.cancelled),
  event(reservationExpired, "reservation.expired", data.expired),
  event(reservationSplit, "reservation.split", data.split),
  event(reservationSplitOff, "reservation.split_off", data.splitOff),
  event(reservationClaimed, "reservation.claimed", data.claimed),
  event(nameCorrected, "reservation.name_corrected", data.nameCorrected),
  event(contactChanged, "reservation.contact_changed", data.contactChanged),
  event(noShowRecorded, "reservation.no_show_recorded", data.noShowRecorded),
  event(flightRetimed, "reservation.flight_retimed", data.flightRetimed),
  event(paymentCaptured, "payment.captured", data.payment),
  event(paymentFailed, "payment.failed", data.payment),
  event(paymentRefused, "payment.refused", data.refusedPayment),
  event(refundCompleted, "refund.completed", data.refund),
  event(refundFailed, "refund.failed", data.refund),
  event(mileageIncreased, "mileage.increased", data.mileage),
  event(mileageDecreased, "mileage.decreased", data.mileage),
  event(mileageExchanged, "mileage.exchanged", data.exchangedMileage),
  event(mileageAdjusted, "mileage.adjusted", data.adjustedMileage),
];

export const publicTypes: readonly string[] = publicEvents.map(({ type }) => type);

/** The type of a test that staff send; no event has it. */
export const PING_TYPE = "ping";

/** What a receiver gets. `id` is the same each time that an event is delivered. */
export const webhookBody = z.strictObject({
  id: z.uuid(),
  type: z.string(),
  version: z.number().int(),
  timestamp: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
});
export type WebhookBody = z.output<typeof webhookBody>;
