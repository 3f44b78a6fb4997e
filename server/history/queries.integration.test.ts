import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { closeDatabase } from "@/db/client";
import { messageSent } from "@/server/notification/events";
import { reservationCreated } from "@/server/reservation/events";
import { systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { anonymous, customerOf, staff } from "@/server/shared/testing/actors";
import { created, recorded, reservationData } from "@/server/shared/testing/events";
import { codeOf } from "@/server/shared/testing/outcome";
import { untilCaughtUp } from "@/server/shared/testing/projection";
import { catchUpHistory } from ".";
import { historyDrift, historyOfReservation, listHistory } from "./queries";
import { historyDriftView, historyEntryView } from "./schemas";

const system = systemContext("test");
const reservation = reservationData();
const { reservationId, customerId, locator } = reservation;
const owner = customerOf(customerId);

beforeAll(async () => {
  const { eventId } = await recorded(reservationCreated, created(reservation), reservationId);
  const message = {
    messageId: uuidv7(),
    recipientId: customerId,
    channel: "EMAIL" as const,
    template: "confirmed",
    subject: "예약이 확정되었습니다",
    reservationId,
    locator,
  };
  await recorded(messageSent, message, reservationId, eventId);
  await untilCaughtUp((options) => catchUpHistory(system, options));
});
afterAll(closeDatabase);

describe("the timeline", () => {
  test("is the customer's own, in the shape of the schema", async () => {
    const { items } = await listHistory(owner, {});
    expect(items.map(({ deliveries }) => deliveries.length)).toEqual([1]);
    expect(z.array(historyEntryView).parse(items)).toEqual(items);
  });

  test("is empty for a customer without events, and refused without a customer", async () => {
    for (const other of [customerOf(), staff()]) expect((await listHistory(other, {})).items).toEqual([]);
    for (const nobody of [anonymous, system])
      expect(await codeOf(listHistory(nobody, {}))).toBe("UNAUTHENTICATED");
  });
});

describe("the history of a reservation", () => {
  test("is read by its customer, by staff and by the system, in the shape of the schema", async () => {
    for (const ctx of [owner, staff(), system]) {
      const entries = await historyOfReservation(ctx, reservationId);
      expect(entries).toHaveLength(1);
      expect(z.array(historyEntryView).parse(entries)).toEqual(entries);
    }
  });

  test("does not exist for another customer, and nobody reads it without signing in", async () => {
    expect(await codeOf(historyOfReservation(customerOf(), reservationId))).toBe("NOT_FOUND");
    expect(await codeOf(historyOfReservation(anonymous, reservationId))).toBe("UNAUTHENTICATED");
  });
});

test("the drift is read by staff and by the system only, in the shape of the schema", async () => {
  for (const ctx of [staff(), system]) {
    const drift = await historyDrift(ctx);
    expect(historyDriftView.parse(drift)).toEqual(drift);
  }
  expect(await codeOf(historyDrift(owner))).toBe("FORBIDDEN");
  expect(await codeOf(historyDrift(anonymous))).toBe("UNAUTHENTICATED");
});
