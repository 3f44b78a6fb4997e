/** The schemas of what this context answers, for the document of the open API. Pages use the types alone (schemas.ts). */
export { heldReservation } from "./hold/hold-schemas";
export {
  cancelledTrip,
  changedContact,
  changedFlights,
  changeStatus,
  correctedTicket,
  enteredPassengers,
  splitOffTrip,
} from "./views/answer-schemas";
export { bookingView, tripSummary } from "./views/booking-schemas";
export { changeOffer, offeredChange, pendingChange } from "./views/change-schemas";
export {
  airportOption,
  availabilityView,
  fareCalendarView,
  foundFlight,
  lowestTotal,
  offersView,
  passengerRulesView,
  publicBrandRule,
  refundTermsView,
  routeOnSale,
} from "./views/offer-schemas";
export { orderView } from "./views/order-schemas";
export { offeredRefund } from "./views/refund-schemas";
export { seatMap } from "./views/seat-map-schemas";
export {
  cabinLoad,
  cancellationResultView,
  foundReservation,
  manifestRow,
  sameTimeReservation,
  staffBookingView,
} from "./views/staff-schemas";
