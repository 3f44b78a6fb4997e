import type { FareBrand, FlightScope, PassengerType, PriceLineKind } from "@/server/shared/fare-terms";
import type { ChangeKind, ChargeKind, CouponState } from "@/server/shared/order-terms";
import type { IsoInstant, LocalDate } from "@/server/shared/time";
import type { CalendarFlight } from "./trip-calendar";

/** What an e-ticket receipt says, before it is put into words. Sums are whole won, instants ISO strings. */
export type Receipt = {
  locator: string;
  asOf: IsoInstant;
  issuedAt: IsoInstant;
  isCancelled: boolean;
  /** The locator of the booking that it was paid in, before it was split from that one. */
  paidIn: string | null;
  /** The one passenger whose receipt it is, with their number in the booking from 1; null for that of the party. */
  only: { name: string; number: number } | null;
  flights: ReceiptFlight[];
  tickets: ReceiptTicket[];
  fares: ReceiptFare[];
  /** The sum of `fares`. */
  fareTotal: number;
  entries: ReceiptEntry[];
  /** The sum of all charges of `entries`. */
  balance: number;
  /** Null in the receipt of one passenger: payments are for the party. */
  payments: ReceiptPayment[] | null;
  refunds: ReceiptRefund[] | null;
  /** What the ledger has for these passengers and flights; null for those who may not see it. */
  miles: number | null;
  terms: ReceiptTerms[];
};

export type ReceiptFlight = Pick<
  CalendarFlight,
  | "designator"
  | "origin"
  | "destination"
  | "originCityKo"
  | "originCityEn"
  | "destinationCityKo"
  | "destinationCityEn"
> &
  Pick<CalendarFlight, "originZone" | "destinationZone" | "departsAt" | "arrivesAt"> & {
    originNameKo: string;
    originNameEn: string;
    destinationNameKo: string;
    destinationNameEn: string;
    brandKo: string;
    brandEn: string;
    checkedBaggageKg: number;
    carryOnKg: number;
    changeFeeKrw: number;
    mileageRatePercent: number;
    /** AHEAD: it has not left. */
    state: "AHEAD" | "DEPARTED" | "MISSED" | "CANCELLED";
  };

export type ReceiptTicket = {
  /** 13 digits. */
  number: string;
  /** As on the ticket: KIM/MINJI. */
  passenger: string;
  /** The ticket whose place it took: it was issued again. */
  replaces: string | null;
  coupons: {
    number: number;
    designator: string;
    origin: string;
    destination: string;
    day: LocalDate;
    type: PassengerType;
    /** FLOWN also when the flight has left and nobody said otherwise. */
    state: CouponState;
    seat: string | null;
  }[];
};

/** The price of one passenger on one flight. */
export type ReceiptFare = {
  passenger: string;
  designator: string;
  amounts: Record<PriceLineKind, number>;
  total: number;
};

/** A change of the order with its money, by kind: what it costs above zero, what it gives back below. */
export type ReceiptEntry = {
  at: IsoInstant;
  kind: ChangeKind;
  charges: { kind: ChargeKind; amount: number }[];
};

/** `reference`: the end of the payment's id. A transfer moved money between the bookings of a split. */
export type ReceiptPayment =
  | { at: IsoInstant | null; amount: number; reference: string }
  | { transfer: number };
export type ReceiptRefund = { amount: number; reference: string; completedAt: IsoInstant | null };

/** What a passenger pays to cancel one flight, as it was shown before payment. */
export type ReceiptTerms = {
  scope: FlightScope;
  brand: FareBrand;
  brandKo: string;
  brandEn: string;
  /** False: after the free days nothing of fare and fuel surcharge is refunded. */
  refundable: boolean;
  freeWithinHoursOfPurchase: number;
  freeFromDaysToDeparture: number | null;
  fees: { minDaysToDeparture: number; feeKrw: number; farePercent: number }[];
};
