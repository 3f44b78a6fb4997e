import { expect, test } from "vitest";
import { z } from "zod";
import { defineEvent } from "@/server/shared/events";
import { uuidv7 } from "@/server/shared/ids";
import { PoisonError, receive, unpacked } from "./received-event";

const landed = defineEvent("test/landed", 1, z.object({ miles: z.number().int() }));
const sealed = {
  eventId: uuidv7(),
  version: 1,
  correlationId: uuidv7(),
  occurredAt: "2026-12-01T00:00:00Z",
  data: { miles: 280 },
};

test("an event is received as its contract says", () => {
  expect(receive([landed], { name: landed.name, data: { ...sealed, replayOf: "letter" } })).toEqual({
    ...sealed,
    name: landed.name,
    traceparent: null,
    replayOf: "letter",
  });
  const traceparent = `00-${"a".repeat(32)}-${"b".repeat(16)}-01`;
  expect(receive([landed], { name: landed.name, data: { ...sealed, traceparent } })).toMatchObject({
    traceparent,
  });
  expect(receive([landed], { name: landed.name, data: { ...sealed, replayOf: 7 } }).replayOf).toBeNull();
});

test.each([
  ["nobody knows", { name: "test/unknown", data: sealed }],
  ["has no data", { name: landed.name }],
  ["is no object", { name: landed.name, data: "x" }],
  ["has no envelope", { name: landed.name, data: { miles: 280 } }],
  ["has a foreign id", { name: landed.name, data: { ...sealed, eventId: "1" } }],
  ["is of a later version", { name: landed.name, data: { ...sealed, version: 2 } }],
  ["breaks its contract", { name: landed.name, data: { ...sealed, data: { miles: "280" } } }],
])("an event that %s is refused", (_, event) => {
  expect(() => receive([landed], event)).toThrow(PoisonError);
});

test("a message without a list of events is one event, whatever its data", () => {
  for (const data of [sealed, null, "x", { together: [] }, { together: "x" }]) {
    const raw = { name: landed.name, data };
    expect(unpacked(raw)).toEqual([raw]);
  }
});

test("the events of a message are unpacked one by one, each once; a replayed dead letter concerns each of them", () => {
  const [one, two] = [sealed, { ...sealed, eventId: uuidv7() }];
  const raw = { name: landed.name, data: { together: [one, two, one], replayOf: "letter" } };
  const parts = unpacked(raw).map((part) => receive([landed], part));
  expect(parts.map(({ eventId, replayOf }) => [eventId, replayOf])).toEqual([
    [one.eventId, "letter"],
    [two.eventId, "letter"],
  ]);
});
