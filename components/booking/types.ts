import type { Refusal } from "@/components/forms/refusal";

export type {
  BookedCoupon,
  BookedLine as PriceLine,
  BookedPassenger,
  BookedSegment as BookedFlight,
  BookingView as Booking,
  PassengerRules,
  PriceLineKind as LineKind,
  SeatMap as SeatMapView,
  SeatPlace,
} from "@/server/reservation/schemas";

/** The answer of the passenger form when there are errors: the errors, and everything that was typed. */
export type EntryState = {
  code: string | null;
  fieldErrors: Readonly<Record<string, string>>;
  values: Readonly<Record<string, string>>;
  /** Field → the character for which its name is refused. */
  strangeCharacters: Readonly<Record<string, string>>;
  /** Field → the spelling on the ticket, where it differs from the typed name and needs confirmation. */
  respelledNames: Readonly<Record<string, string>>;
};

/** Takes or returns seats of one flight. */
export type ChooseSeat = (choice: {
  reservationId: string;
  segmentPosition: number;
  seats: { passengerPosition: number; seat: string | null; exitConditionsAccepted: boolean }[];
}) => Promise<{ ok: true } | Refusal>;

export type SeatAct = "take" | "giveBack";

/** A chosen seat that the passenger did not get. */
export type RefusedSeat = { seat: string; reason: "seatTaken" | "seatUnfit" | "seatNotSaved" };
