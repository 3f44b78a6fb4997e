/** The terms in which seats are sold, defined once for every context, page and table. */

/** The cabins of an aircraft. */
export const cabins = ["ECONOMY", "BUSINESS"] as const;
export type Cabin = (typeof cabins)[number];

/** Products on sale, cheapest first. The first three share the economy cabin. */
export const fareBrands = ["SAVER", "STANDARD", "FLEX", "BUSINESS"] as const;
export type FareBrand = (typeof fareBrands)[number];

/** Adults and children have a seat of their own, infants sit on a lap. The ages are policy rows. */
export const passengerTypes = ["ADULT", "CHILD", "INFANT"] as const;
export type PassengerType = (typeof passengerTypes)[number];

/** Whether a flight stays inside Korea. Charges, levies and refund fees differ by it. */
export const flightScopes = ["DOMESTIC", "INTERNATIONAL"] as const;
export type FlightScope = (typeof flightScopes)[number];

/** The scope of a flight, or of a trip with an international flight in it. */
export const flightScope = (international: boolean): FlightScope =>
  international ? "INTERNATIONAL" : "DOMESTIC";

/** Life of a reservation. HELD waits for payment; CREATED is paid and ticketed. */
export const reservationStatuses = ["HELD", "CREATED", "CANCELLED", "EXPIRED"] as const;
export type ReservationStatus = (typeof reservationStatuses)[number];

/** Who cancels a reservation. The airline does so by cancelling the flight. */
export const cancelCauses = ["CUSTOMER", "AIRLINE"] as const;
export type CancelCause = (typeof cancelCauses)[number];

/** Whose a reservation is: a member's account, or somebody's who booked without one. */
export const customerKinds = ["MEMBER", "GUEST"] as const;
export type CustomerKind = (typeof customerKinds)[number];

/** What a price consists of, in the order of display. */
export const priceLineKinds = ["FARE", "FUEL_SURCHARGE", "AIRPORT_CHARGE", "DEPARTURE_LEVY"] as const;
export type PriceLineKind = (typeof priceLineKinds)[number];

/** The most seats that one reservation may have: adults and children together. Larger parties are group sales. */
export const MAX_PARTY_UNITS = 9;
