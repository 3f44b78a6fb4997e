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

  it("says whether an unpaid change ran out of time or was given up, and what a refused payment was for", () => {
    const ended = (cause: string) => eventTitle({ name: "reservation/change.expired", summary: { cause } });
    expect([ended("DEADLINE"), ended("WITHDRAWN")]).toEqual(["changeExpired", "changeWithdrawn"]);
    const refused = (summary: object) =>
      eventTitle({ name: "reservation/payment.refused", summary: { ...summary } });
    expect([refused({}), refused({ changeId: "id" })]).toEqual(["paymentRefused", "changeRefused"]);
  });

  it("is the general one for an unknown event", () => {
    expect(eventTitle({ name: "reservation/reservation.upgraded", summary: {} })).toBe("other");
  });
});
