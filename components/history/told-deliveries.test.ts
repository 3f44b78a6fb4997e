import { expect, test } from "vitest";
import { toldDeliveries } from "./shown-deliveries";

const delivery = (eventId: string, outcome: "sent" | "failed", channel = "EMAIL") => ({
  eventId,
  name: `notification/message.${outcome}`,
  channel,
  occurredAt: "2026-11-29T00:00:00Z",
});

test.each([
  ["an e-mail that went out", [delivery("a", "sent")], ["a"]],
  ["one that went out at the second try", [delivery("a", "failed"), delivery("b", "sent")], ["b"]],
  ["one that is still being tried", [delivery("a", "failed"), delivery("b", "failed")], ["b"]],
  ["nothing of the inbox", [delivery("a", "sent", "INBOX")], []],
  ["nothing when nothing was sent", [], []],
])("%s", (_, deliveries, told) => {
  expect(toldDeliveries(deliveries).map(({ eventId }) => eventId)).toEqual(told);
});
