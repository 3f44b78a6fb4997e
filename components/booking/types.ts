export type {
  BookedLine as PriceLine,
  BookedPassenger,
  BookedSegment as BookedFlight,
  BookingView as Booking,
  PassengerRules,
  PassengerType as PassengerKind,
  PriceLineKind as LineKind,
  SeatMap as SeatMapView,
  SeatPlace,
} from "@/server/reservation/schemas";

/** What an action answers when it is called from the browser. */
type Refusal = {
  ok: false;
  code: string;
  fieldErrors?: Readonly<Record<string, string>>;
  correlationId?: string;
};

/** What the action answers when it does not go on: why, and everything that was typed. */
export type EntryState = {
  code: string | null;
  fieldErrors: Readonly<Record<string, string>>;
  values: Readonly<Record<string, string>>;
  /** Of a name that is refused for one character: field → that character. */
  strangeCharacters: Readonly<Record<string, string>>;
  /** Names that the ticket spells otherwise than they were typed, to be confirmed: field → as on the ticket. */
  respelledNames: Readonly<Record<string, string>>;
};

/** Takes or gives back seats of one flight. */
export type ChooseSeat = (choice: {
  reservationId: string;
  segmentPosition: number;
  seats: { passengerPosition: number; seat: string | null; exitConditionsAccepted: boolean }[];
}) => Promise<{ ok: true } | Refusal>;

export type SeatAct = "take" | "giveBack";

/** A seat that was wanted and not given. */
export type RefusedSeat = { seat: string; reason: "seatTaken" | "seatUnfit" | "seatNotSaved" };
