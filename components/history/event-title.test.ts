import { describe, expect, it } from "vitest";
import { timelineEvents } from "@/server/history/events";
import { eventTitle } from "./event-title";

describe("the title of an event", () => {
  const names = Object.values(timelineEvents).flatMap((events) => events.map((event) => event.name));

  it.each(names)("%s has one of its own", (name) => {
    expect(eventTitle({ name, summary: {} })).not.toBe("other");
  });

  it("differs between a cancellation by the airline and by the customer", () => {
    const name = "reservation/reservation.cancelled";
    expect(eventTitle({ name, summary: { cause: "AIRLINE" } })).toBe("flightCancelled");
    expect(eventTitle({ name, summary: { cause: "CUSTOMER" } })).toBe("cancelled");
  });

  it("is the general one for an unknown event", () => {
    expect(eventTitle({ name: "reservation/reservation.upgraded", summary: {} })).toBe("other");
  });
});
