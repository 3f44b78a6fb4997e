import { z } from "zod";
import {
  mileageAdjusted,
  mileageDecreased,
  mileageExchanged,
  mileageIncreased,
} from "@/server/mileage/events";
import { messageResent, messageSent } from "@/server/notification/events";
import {
  changeExpired,
  flightsChanged,
  noShowRecorded,
  partCancelled,
  reservationCancelled,
  reservationClaimed,
  reservationCreated,
  reservationSplit,
  reservationSplitOff,
} from "@/server/reservation/events";
import { flightCancelled } from "@/server/schedule/events";
import { reads } from "@/server/shared/events";
import { customerKinds } from "@/server/shared/fare-terms";

/** The events whose data the laws read, by SQL, each with the fields that they use. */

const passengerType = z.enum(["ADULT", "CHILD", "INFANT"]);
const pairs = z.array(z.object({ segmentId: z.uuid(), passengerId: z.uuid() }));
const leg = z.object({
  id: z.uuid(),
  distanceMiles: z.number().int(),
  mileageRatePercent: z.number().int(),
  changedTypes: z.array(z.object({ passengerId: z.uuid(), type: passengerType })).optional(),
});
const party = z.object({
  segments: z.array(leg),
  passengers: z.array(z.object({ id: z.uuid(), type: passengerType })),
  customerKind: z.enum(customerKinds).optional(),
});
const changeId = z.uuid();
const booked = z.object({ memberId: z.uuid(), deltaMiles: z.number().int() });

export const lawReads = [
  reads(flightCancelled, z.object({ flightId: z.number().int() })),
  reads(reservationCreated, party),
  reads(
    reservationCancelled,
    party.extend({
      segments: z.array(leg.extend({ kept: z.boolean().optional() })),
      givenUp: pairs.optional(),
    }),
  ),
  reads(partCancelled, party.extend({ givenUp: pairs })),
  reads(flightsChanged, party.extend({ changeId, before: z.array(leg), givenUp: pairs, gained: pairs })),
  reads(reservationSplit, party.extend({ givenUp: pairs })),
  reads(reservationClaimed, party.extend({ gained: pairs })),
  reads(reservationSplitOff, party.extend({ gained: pairs })),
  reads(changeExpired, z.object({ changeId })),
  reads(noShowRecorded, z.object({ segments: z.array(z.object({ id: z.uuid() })) })),
  reads(mileageIncreased, booked),
  reads(mileageDecreased, booked),
  reads(mileageExchanged, booked),
  reads(mileageAdjusted, booked),
  reads(messageSent, z.object({ messageId: z.uuid(), channel: z.enum(["INBOX", "EMAIL"]) })),
  reads(messageResent, z.object({ resendId: z.uuid() })),
] as const;
