import type { ReceiptWords } from "./receipt-vocabulary";

export const receiptWordsEn: ReceiptWords = {
  title: "Electronic ticket receipt and itinerary",
  titleOfOther: "전자항공권 영수증·여정 안내",
  subject: "Booking reference",
  facts: {
    locator: "Booking reference",
    issued: "Ticket issued on",
    asOf: "This document is as of",
    state: "Status",
    passenger: "Passenger",
    miles: "Miles",
    more: "See, change or cancel",
  },
  state: {
    confirmed: "Confirmed",
    cancelled: "Cancelled",
    reissued: "Reissued",
    partRefunded: "Cancelled in part",
  },
  sections: {
    flights: "Flights",
    tickets: "Passengers and e-tickets",
    fares: "Fares, taxes and charges",
    entries: "Statement of the order",
    payments: "Payments",
    refunds: "Refunds",
    terms: "Cancellation fees and conditions",
    seller: "Sold by",
  },
  heads: {
    flight: "Flight",
    departure: "Departure",
    arrival: "Arrival",
    fare: "Fare type",
    baggage: "Baggage",
    passenger: "Passenger",
    ticket: "Ticket number",
    coupon: "Coupon",
    seat: "Seat",
    total: "Total",
    date: "Date (Korean time)",
    what: "What",
    item: "Item",
    amount: "Amount",
    method: "Paid by",
    when: "When you cancel",
    fee: "Fee (per passenger and flight)",
    standing: "Status",
  },
  local: "local time",
  nextDay: (days) => (days === 1 ? "next day" : days === -1 ? "day before" : `${days} days later`),
  flightStates: { DEPARTED: "Departed", MISSED: "Not boarded", CANCELLED: "Cancelled" },
  baggage: (checkedKg, carryOnKg) =>
    `Checked ${checkedKg > 0 ? `${checkedKg} kg` : "none"}\nCabin ${carryOnKg} kg`,
  brand: (name, changeFee, milesPercent) =>
    `${name}\nChange fee ${changeFee ?? "none"}\nMiles ${milesPercent}%`,
  types: { ADULT: "Adult", CHILD: "Child", INFANT: "Infant" },
  lap: "No seat (on an adult's lap)",
  noSeat: "Not chosen",
  coupons: {
    OPEN: "Open for use",
    CHECKED_IN: "Checked in",
    FLOWN: "Flown",
    NO_SHOW: "Not boarded",
    SUSPENDED: "Suspended",
    EXCHANGED: "Exchanged",
    REFUNDED: "Refunded",
  },
  reissuedFor: (number) => `Reissued (original ticket ${number})`,
  charges: {
    FARE: "Fare",
    FUEL_SURCHARGE: "Fuel surcharge",
    AIRPORT_CHARGE: "Airport charge",
    DEPARTURE_LEVY: "Departure levy",
    FORFEITED: "Difference that is not refunded",
    CHANGE_FEE: "Change fee",
    REFUND_FEE: "Cancellation fee",
    NO_SHOW_FEE: "No-show fee",
    TRANSFER: "Moved between bookings",
  },
  waived: (fee) => `${fee}, waived`,
  changes: {
    ISSUE: "Tickets issued",
    CHANGE_FLIGHTS: "Flights changed",
    CANCEL: "Cancelled",
    SPLIT: "Booking split",
    INVOLUNTARY: "Changed by the airline",
    CORRECT_NAME: "Name corrected",
  },
  total: "Total",
  online: (reference) => `Online payment (payment ****${reference})`,
  transferredOut: "Moved to bookings that were split from this one",
  transferredIn: (locator) => `Paid in booking ${locator}`,
  paid: "Total paid",
  refunded: "Total refunded",
  balance: "Paid less refunded",
  refundTo: (reference) => `To the original payment (****${reference})`,
  refundDone: (at) => `Completed ${at}`,
  refundPending: "Being refunded",
  noRefunds: "There are no refunds.",
  onlyNote:
    "This is the receipt of one passenger. The receipt of the whole party lists all payments and refunds.",
  miles: (miles) => `${miles} miles (earned, less taken back)`,
  step: ({ fromDays, toDays }) => {
    if (toDays < 0)
      return fromDays === null || fromDays >= 0 ? "At any time" : "After check-in closes (no-show)";
    const days = (count: number) => `${count} ${count === 1 ? "day" : "days"}`;
    if (fromDays === null)
      return toDays === 0 ? "Until departure" : `${days(toDays)} or more before departure`;
    if (fromDays === toDays)
      return toDays === 0 ? "On the day of departure" : `${days(toDays)} before departure`;
    return toDays === 0
      ? `${days(fromDays)} before departure to the day itself`
      : `${fromDays} to ${days(toDays)} before departure`;
  },
  afterFreeDays: (days) =>
    days === null ? "At any time" : `Free until ${days} days before departure; after that`,
  notRefundable: "Fare and fuel surcharge are not refunded",
  percent: (percent) => `${percent}% of the fare`,
  free: "Free",
  scopes: { DOMESTIC: "Domestic", INTERNATIONAL: "International" },
  termsNotes: (hours) => [
    ...(hours > 0
      ? [
          `Cancel within ${hours} hours of paying and before check-in closes, and everything is refunded, free of charge.`,
        ]
      : []),
    "Airport charges and the departure levy are always refunded in full for flights you do not take.",
    "If we cancel a flight, flights that have not left are refunded in full.",
  ],
  fullTerms: (url) =>
    `All conditions, and what a cancellation would refund now, are on the page of the trip: ${url}`,
  seller: {
    name: "Company",
    representative: "Representative",
    address: "Address",
    phone: "Telephone",
    email: "E-mail",
    registration: "Business registration number",
    mailOrder: "Mail-order business number",
  },
  foot: (locator, page, pages) => `MSA Air · Booking ${locator} · Page ${page} of ${pages}`,
};
