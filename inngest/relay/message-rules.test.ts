import { expect, test } from "vitest";
import { unpacked } from "@/inngest/steps/received-event";
import { mileageIncreased } from "@/server/mileage/events";
import { reservationCancelled, reservationCreated } from "@/server/reservation/events";
import { uuidv7 } from "@/server/shared/ids";
import type { OutboxRow } from "@/server/shared/outbox";
import { MAX_TOGETHER, messageOf, messagesOf, requestsOf, timeOf } from "./message-rules";

let seq = 0;
const row = (name: string, data: Record<string, unknown> = {}): OutboxRow => ({
  seq: ++seq,
  id: uuidv7(),
  name,
  version: 1,
  data,
  correlationId: uuidv7(),
  causationId: null,
  occurredAt: new Date("2026-12-01T00:00:00Z"),
  publishedAt: null,
  parkedReason: null,
  xid: "1",
  traceparent: null,
});
const rows = (name: string, count: number, data = {}) => Array.from({ length: count }, () => row(name, data));

test("an event that waits alone is published under its own id, with its envelope as data", () => {
  const alone = row(mileageIncreased.name, { deltaMiles: 1 });
  expect(messagesOf([alone])).toEqual([messageOf(alone)]);
  expect(messageOf(alone)).toMatchObject({
    id: alone.id,
    data: { eventId: alone.id, data: { deltaMiles: 1 } },
  });
});

test("events of one name that wait together share a message, and are unpacked one by one", () => {
  const created = rows(reservationCreated.name, 3);
  const miles = row(mileageIncreased.name);
  const messages = messagesOf([created[0]!, miles, created[1]!, created[2]!]);
  expect(messages.map((message) => message.name)).toEqual([reservationCreated.name, mileageIncreased.name]);
  expect(unpacked(messages[0]!)).toEqual(created.map((each) => messageOf(each)));
  expect(unpacked(messages[1]!)).toEqual([messages[1]]);
});

test("the same events give the same message again", () => {
  const created = rows(reservationCreated.name, 2);
  expect(messagesOf(created)).toEqual(messagesOf(created));
  expect(messagesOf(created)[0]?.id).not.toBe(messagesOf([...created, row(reservationCreated.name)])[0]?.id);
});

test("events whose reactions call the payment provider do not share a message", () => {
  expect(messagesOf(rows(reservationCancelled.name, 3))).toHaveLength(3);
});

test("a message is limited in events and in bytes", () => {
  const sizes = (of: OutboxRow[]) => messagesOf(of).map((message) => unpacked(message).length);
  expect(sizes(rows(reservationCreated.name, MAX_TOGETHER + 1))).toEqual([MAX_TOGETHER, 1]);
  expect(sizes(rows(reservationCreated.name, 3, { text: "x".repeat(60_000) }))).toEqual([1, 1, 1]);
  for (const message of messagesOf(rows(reservationCreated.name, 60, { text: "x".repeat(9_000) })))
    expect(JSON.stringify(message).length).toBeLessThan(512_000);
});

test("requests stay within the engine's limits", () => {
  const message = (size: number) => ({ text: "x".repeat(size) });
  const sizes = [...requestsOf([300_000, 300_000, 900_000, 10, 10].map(message))].map((r) => r.length);
  expect(sizes).toEqual([1, 1, 1, 2]);
  expect([...requestsOf(Array.from({ length: 5_001 }, () => 1))].map((r) => r.length)).toEqual([5_000, 1]);
  expect([...requestsOf([])]).toEqual([]);
});

test("a message has the time at which its first event occurred, not that of its sender", () => {
  const [first, second] = rows(reservationCreated.name, 2) as [OutboxRow, OutboxRow];
  first.occurredAt = new Date("2026-01-02T03:04:05.678Z");
  expect(timeOf(messageOf(first))).toBe(first.occurredAt.getTime());
  expect(messagesOf([first, second]).map(timeOf)).toEqual([first.occurredAt.getTime()]);
  for (const data of [{}, { occurredAt: "yesterday" }, { together: [] }])
    expect(timeOf({ id: "1", name: "x", data })).toBeUndefined();
});
