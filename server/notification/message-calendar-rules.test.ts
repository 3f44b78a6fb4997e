import { describe, expect, test } from "vitest";
import {
  cancelled,
  created,
  flightsChanged,
  partCancelled,
  reservationData,
  reservationSplit,
} from "@/server/shared/testing/events";
import { type NotifiableKey, notifiableEvents } from "./events";
import { calendarOf } from "./message-calendar-rules";
import { parseNotifiableEvent } from "./message-rules";

const r = reservationData(["ADULT", "INFANT"]);
const at = { occurredAt: "2026-12-01T00:00:00Z" };
const calendar = (key: NotifiableKey, data: object) =>
  calendarOf(parseNotifiableEvent(notifiableEvents[key].name, data), at);
const statesOf = (key: NotifiableKey, data: object) =>
  calendar(key, data)?.flights.map(({ id, cancelled: isGone }) => [id, isGone]);
const ids = r.segments.map(({ id }) => id);

describe("the calendar of a message", () => {
  test("has the flights of a new trip, with the moment of the event", () => {
    expect(calendar("reservationCreated", created(r))).toMatchObject({
      locator: r.locator,
      asOf: at.occurredAt,
    });
    expect(statesOf("reservationCreated", created(r))).toEqual(ids.map((id) => [id, false]));
  });

  test("has the seats of a flight, in order", () => {
    const seated = r.segments.map((segment, n) => ({
      ...segment,
      seats: n === 0 ? r.passengers.map((p, i) => ({ passengerId: p.id, seat: `1${"BA"[i]}` })) : [],
    }));
    const flights = calendar("reservationCreated", created({ ...r, segments: seated }))?.flights;
    expect(flights?.[0]?.seats).toEqual(["1A", "1B"]);
  });

  test("strikes out the flights that a change took away", () => {
    const change = flightsChanged(r, { balance: 0 });
    const states = statesOf("flightsChanged", change) ?? [];
    const now = new Set(change.segments.map(({ id }) => id));
    expect(states.some(([, isGone]) => isGone)).toBe(true);
    for (const [id, isGone] of states) expect(isGone).toBe(!now.has(String(id)));
  });

  test("keeps a flight of which only some passengers were cancelled", () => {
    const part = partCancelled(r);
    const used = new Set(part.left.map(({ segmentId }) => segmentId));
    for (const [id, isGone] of statesOf("partCancelled", part) ?? [])
      expect(isGone).toBe(!used.has(String(id)));
    const none = { ...part, left: [{ ...part.left[0]!, segmentId: crypto.randomUUID() }] };
    expect(statesOf("partCancelled", none)?.every(([, isGone]) => isGone)).toBe(true);
  });

  test("leaves out the seats of those who were cancelled", () => {
    const [segment] = r.segments;
    const [stays, leaves] = r.passengers.map(({ id }) => id);
    const part = {
      ...partCancelled(r),
      segments: [
        {
          ...segment!,
          seats: [
            { passengerId: stays!, seat: "12A" },
            { passengerId: leaves!, seat: "12B" },
          ],
        },
      ],
      left: [{ segmentId: segment!.id, passengerId: stays! }],
    };
    expect(calendar("partCancelled", part)?.flights).toMatchObject([{ cancelled: false, seats: ["12A"] }]);
  });

  test("strikes out a cancelled trip, but not a flight that was flown", () => {
    expect(statesOf("reservationCancelled", cancelled(r))).toEqual(ids.map((id) => [id, true]));
    const [first, ...rest] = r.segments;
    const flown = { ...cancelled(r), segments: [{ ...first!, kept: true }, ...rest] };
    expect(statesOf("reservationCancelled", flown) ?? []).toEqual(rest.map(({ id }) => [id, true]));
  });

  test("is none of a message that changes no flight", () => {
    expect(calendar("reservationSplit", reservationSplit(r))).toBeNull();
    expect(calendar("reservationHeld", { ...r, paymentDeadline: at.occurredAt })).toBeNull();
  });
});
