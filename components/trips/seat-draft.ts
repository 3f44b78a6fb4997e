type Own = { passengerPosition: number; seat: string };
type Map = { seats: readonly { seat: string; taken: boolean }[]; own: readonly Own[] };

/** Seats that are chosen but not saved, by passenger position; null gives the seat back. */
export type SeatDraft = ReadonlyMap<number, string | null>;

/** A party's seats as they would be saved. `lost`: seats that were chosen here, but that others have taken since. */
export function draftedSeats(map: Map, draft: SeatDraft): { own: Own[]; lost: string[] } {
  const taken = new Set(map.seats.filter((place) => place.taken).map((place) => place.seat));
  const chosen = [...draft].flatMap(([passengerPosition, seat]) =>
    seat === null ? [] : [{ passengerPosition, seat }],
  );
  const free = chosen.filter(({ seat }) => !taken.has(seat));
  const kept = map.own.filter(
    ({ passengerPosition, seat }) =>
      !draft.has(passengerPosition) && !free.some((each) => each.seat === seat),
  );
  return {
    own: [...kept, ...free].sort((a, b) => a.passengerPosition - b.passengerPosition),
    lost: chosen.filter(({ seat }) => taken.has(seat)).map(({ seat }) => seat),
  };
}
