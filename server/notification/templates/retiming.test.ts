import { expect, test } from "vitest";
import { composeMessage, parseNotifiableEvent } from "@/server/notification/message-rules";
import { flightRetimed as published } from "@/server/reservation/events";
import { flightRetimed, reservationData } from "@/server/shared/testing/events";

const r = reservationData(["ADULT"]);
const textOf = (data: ReturnType<typeof flightRetimed>, locale: "ko" | "en" = "ko") => {
  const event = parseNotifiableEvent(published.name, data);
  if (!event) throw new Error("nobody is told");
  return composeMessage(event, locale).content.paragraphs.join("\n");
};

test("a message says whether the flight is late, early or on time, and until when to come", () => {
  expect(textOf(flightRetimed(r, 30))).toMatch(/지연되고 있습니다[\s\S]*예약하신 시각을 기준/);
  expect(textOf(flightRetimed(r, -20))).toMatch(/앞당겨졌습니다[\s\S]*일찍 마감/);
  expect(textOf(flightRetimed(r, 0))).toContain("예약하신 시각대로");
  expect(textOf(flightRetimed(r, 0))).not.toContain("마감");
});

test("a late landing alone is a delay, an early one is not", () => {
  const onTime = flightRetimed(r, 0);
  const landing = (minutes: number) => ({
    ...onTime,
    expectedArrivesAt: new Date(Date.parse(onTime.expectedArrivesAt) + minutes * 60_000).toISOString(),
  });
  expect(textOf(landing(40), "en")).toContain("delayed");
  expect(textOf(landing(-40), "en")).toContain("at the times that you booked");
});

test("compensation is spoken of only when the event says so", () => {
  for (const [locale, words] of [
    ["ko", "소비자분쟁해결기준"],
    ["en", "consumer dispute"],
  ] as const) {
    expect(textOf({ ...flightRetimed(r, 90), mayBeCompensated: true }, locale)).toContain(words);
    expect(textOf({ ...flightRetimed(r, 90), mayBeCompensated: false }, locale)).not.toContain(words);
  }
});
