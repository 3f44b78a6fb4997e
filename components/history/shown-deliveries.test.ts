import { expect, test } from "vitest";
import { shownDeliveries } from "./shown-deliveries";

const delivery = (eventId: string, outcome: "sent" | "failed" | "resent", channel = "EMAIL") => ({
  eventId,
  name: `notification/message.${outcome}`,
  channel,
  occurredAt: "2026-11-29T00:00:00Z",
});

test.each([
  ["an e-mail that was sent", [delivery("a", "sent")], ["a"]],
  ["an e-mail that was sent at the second attempt", [delivery("a", "failed"), delivery("b", "sent")], ["b"]],
  [
    "the last failure of an e-mail that is still being tried",
    [delivery("a", "failed"), delivery("b", "failed")],
    ["b"],
  ],
  [
    "an e-mail, and each time that it was sent again",
    [delivery("a", "sent"), delivery("b", "resent")],
    ["a", "b"],
  ],
  ["no inbox messages", [delivery("a", "sent", "INBOX")], []],
  ["nothing when nothing was sent", [], []],
])("%s", (_, deliveries, shown) => {
  expect(shownDeliveries(deliveries).map(({ eventId }) => eventId)).toEqual(shown);
});
