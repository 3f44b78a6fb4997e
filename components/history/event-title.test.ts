import { describe, expect, it } from "vitest";
import { timelineEvents } from "@/server/history/events";
import { eventTitle } from "./event-title";

describe("the sentence of an event", () => {
  const names = Object.values(timelineEvents).flatMap((events) => events.map((event) => event.name));

  it.each(names)("%s has one of its own", (name) => {
    expect(eventTitle({ name, summary: {} })).not.toBe("other");
  });

  it("tells the airline's cancellation from the customer's", () => {
    const name = "reservation/reservation.cancelled";
    expect(eventTitle({ name, summary: { cause: "AIRLINE" } })).toBe("flightCancelled");
    expect(eventTitle({ name, summary: { cause: "CUSTOMER" } })).toBe("cancelled");
  });

  it("shows what it does not know as a change", () => {
    expect(eventTitle({ name: "reservation/reservation.upgraded", summary: {} })).toBe("other");
  });
});
