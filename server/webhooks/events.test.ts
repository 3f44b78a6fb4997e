import { describe, expect, test } from "vitest";
import * as identity from "@/server/identity/events";
import * as mileage from "@/server/mileage/events";
import * as notification from "@/server/notification/events";
import * as payment from "@/server/payment/events";
import * as reservation from "@/server/reservation/events";
import * as schedule from "@/server/schedule/events";
import {
  cancelled,
  changeExpired,
  created,
  flightRetimed,
  flightsChanged,
  nameCorrected,
  partCancelled,
  reservationData,
  reservationSplit,
} from "@/server/shared/testing/events";
import { bodyOf } from "./body-rules";
import { queuedEvents } from "./contracts";
import { publicEvents, publicTypes, webhookBody } from "./events";

const namesOf = (definitions: object): string[] =>
  Object.values(definitions).flatMap((each: unknown) =>
    typeof each === "object" && each !== null && "name" in each && "version" in each
      ? [String(each.name)]
      : [],
  );

/** What stays inside, each for a reason that the decision gives. */
const inside = [
  ...namesOf(identity),
  "notification/message.sent",
  "notification/message.failed",
  "notification/message.resent",
  "notification/resend.requested",
  // It asks the customer to pay. What becomes of the change is an event of its own, and public.
  "reservation/change.payment-requested",
  // What superseded the change is an event of its own, and public.
  "reservation/change.superseded",
  // The old address is told; nothing about the trip is new.
  "reservation/contact.replaced",
];

test("every event is either public or stays inside on purpose", () => {
  const all = [identity, mileage, notification, payment, reservation, schedule].flatMap(namesOf);
  expect([...publicEvents.map(({ name }) => name), ...inside].sort()).toEqual([...new Set(all)].sort());
});

test("exactly the public events are queued", () => {
  expect(queuedEvents.map(({ name }) => name).sort()).toEqual(publicEvents.map(({ name }) => name).sort());
});

test("types are unique, of one form, and never the type of a test", () => {
  expect(new Set(publicTypes).size).toBe(publicTypes.length);
  for (const type of publicTypes) expect(type).toMatch(/^[a-z]+\.[a-z]+(_[a-z]+)*$/);
  expect(publicTypes).not.toContain("ping");
});

describe("what receivers get", () => {
  const r = reservationData(["ADULT", "INFANT"]);
  const examples: Record<string, object> = {
    "reservation.created": created(r),
    "reservation.cancelled": cancelled(r, "AIRLINE"),
    "reservation.part_cancelled": partCancelled(r),
    "reservation.flights_changed": flightsChanged(r),
    "reservation.change_expired": changeExpired(r),
    "reservation.split": reservationSplit(r),
    "reservation.name_corrected": nameCorrected(r),
    "reservation.flight_retimed": flightRetimed(r),
  };

  test.each(Object.entries(examples))("%s has the trip, and nobody's name or address", (type, data) => {
    const id = "0192f3a4-0000-7000-8000-000000000001";
    const body = bodyOf(type, { id, occurredAt: new Date("2026-12-01T00:00:00Z"), data });
    expect(webhookBody.parse(body)).toMatchObject({
      ...{ id, type, version: 1, timestamp: "2026-12-01T00:00:00.000Z" },
      data: { reservationId: r.reservationId, locator: r.locator, customerId: r.customerId },
    });
    const text = JSON.stringify(body);
    for (const personal of ["KIM", "MINJI", "MINGI", "@example.com", "contactEmail", "locale", "기상"])
      expect(text).not.toContain(personal);
  });

  test("a field that an event gains later stays inside until it is named", () => {
    const data = { ...created(r), internalScore: 7, segments: r.segments.map((s) => ({ ...s, margin: 3 })) };
    const text = JSON.stringify(
      bodyOf("reservation.created", { id: r.reservationId, occurredAt: new Date(), data }),
    );
    expect(text).not.toMatch(/internalScore|margin|mileageRatePercent/);
    expect(text).toContain('"designator":"MA101"');
  });

  test("an event that lacks what its schema asks for gives nothing", () => {
    expect(
      bodyOf("reservation.created", { id: r.reservationId, occurredAt: new Date(), data: {} }),
    ).toBeNull();
    expect(
      bodyOf("unknown.type", { id: r.reservationId, occurredAt: new Date(), data: created(r) }),
    ).toBeNull();
  });
});
