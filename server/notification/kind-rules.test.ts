import { expect, test } from "vitest";
import { kindOf, quietEnd } from "./kind-rules";

const night = { from: "21:00:00", until: "08:00:00" };
const korean = (text: string) => new Date(`${text}+09:00`);
const end = (text: string, hours = night) => quietEnd(korean(text), hours)?.toISOString() ?? null;

test.each([
  ["2026-12-01T20:59:59", null],
  ["2026-12-01T21:00:00", "2026-12-01T23:00:00.000Z"],
  ["2026-12-31T23:59:59", "2026-12-31T23:00:00.000Z"],
  ["2027-01-01T00:00:00", "2026-12-31T23:00:00.000Z"],
  ["2026-12-01T07:59:59", "2026-11-30T23:00:00.000Z"],
  ["2026-12-01T08:00:00", null],
])("the quiet hours of %s end at %s", (at, until) => {
  expect(end(at)).toBe(until);
});

test("quiet hours of one day end on it", () => {
  const noon = { from: "12:00", until: "13:00" };
  expect(end("2026-12-01T12:30:00", noon)).toBe("2026-12-01T04:00:00.000Z");
  expect([end("2026-12-01T11:59:00", noon), end("2026-12-01T13:00:00", noon)]).toEqual([null, null]);
});

test("miles, payments and bookings are told apart", () => {
  expect([kindOf("mileageAdjusted"), kindOf("refundCompleted"), kindOf("reservationCancelled")]).toEqual([
    ...["MILES", "PAYMENT", "BOOKING"],
  ]);
});
