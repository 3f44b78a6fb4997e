import { tracedVerbs } from "@/server/shared/trace-verbs";
import * as verbs from "./verbs";

export type { HeldReservation } from "./hold/hold-seats";

export const {
  cancelRefunded,
  cancelReservation,
  cancelReservationsOnFlight,
  previewFlightCancellation,
  quoteRefundOf,
  recordNoShow,
  acceptPayment,
  refuseLostPayment,
  payableReservation,
  skipTicketNumbers,
  expireHold,
  expireOverdueHolds,
  overdueHoldsBeingPaid,
  holdSeats,
  releaseHold,
  closeSale,
  sellFlights,
  enterPassengers,
  chooseSeats,
  seatParty,
} = tracedVerbs("reservation", verbs);
