import { describe, expect, test } from "vitest";
import { cancelled, created, reservationData, segmentData } from "@/server/shared/testing/events";
import { composeMessage, type Told } from "./compose-message";
import { toldEvents } from "./events";
import { renderBody, renderHtml, renderText } from "./render";

const r = reservationData(["ADULT", "INFANT"]);
const payment = {
  paymentId: r.segments[0]!.id,
  reservationId: r.reservationId,
  customerId: r.customerId,
  locator: r.locator,
  locale: "ko" as const,
  amount: 98_000,
};
const miles = {
  memberId: r.customerId,
  reservationId: r.reservationId,
  locator: r.locator,
  deltaMiles: 1_234,
  balanceMiles: -5,
  ledgerEntryIds: [r.reservationId],
};
const told: Told[] = [
  { key: "reservationHeld", data: { ...r, paymentDeadline: "2026-11-30T03:20:00Z" } },
  { key: "reservationCreated", data: created(r) },
  {
    key: "reservationChanged",
    data: { ...r, change: "SEATS", seats: [{ designator: "MA101", seats: ["12A"] }] },
  },
  { key: "reservationCancelled", data: cancelled(r) },
  { key: "reservationCancelled", data: { ...cancelled(r), refundAmount: 0 } },
  { key: "reservationCancelled", data: cancelled(r, "AIRLINE") },
  { key: "reservationExpired", data: { ...r, cause: "DEADLINE" } },
  { key: "reservationExpired", data: { ...r, cause: "RELEASED" } },
  { key: "reservationExpired", data: { ...r, cause: "FLIGHT_CANCELLED" } },
  ...(["HOLD_EXPIRED", "ALREADY_PAID", "CANCELLED", "AMOUNT_MISMATCH"] as const).map(
    (reason): Told => ({
      key: "paymentRefused",
      data: { ...r, paymentId: r.segments[0]!.id, amount: 98_000, reason },
    }),
  ),
  { key: "paymentFailed", data: { ...payment, reason: "card_declined" } },
  { key: "refundCompleted", data: { ...payment, refundId: r.reservationId, reason: "CANCELLED" } },
  { key: "mileageIncreased", data: miles },
  { key: "mileageDecreased", data: miles },
];

describe("templates", () => {
  test("speak of every told event, in both languages, in different words", () => {
    expect(new Set(told.map((t) => t.key))).toEqual(new Set(Object.keys(toldEvents)));
    for (const locale of ["ko", "en"] as const) {
      const bodies = told.map((t) => renderBody(composeMessage(t, locale).content));
      expect(new Set(bodies).size).toBe(told.length);
      for (const body of bodies) expect(body).not.toMatch(/undefined|null|NaN|\[object/);
      for (const body of bodies)
        expect(/[가-힣]/.test(body.replaceAll("기상 악화", ""))).toBe(locale === "ko");
    }
  });

  test("give times as the airports' clocks show them", () => {
    const abroad = created(r);
    abroad.segments = [
      { ...segmentData("2026-11-01T05:30:00Z"), origin: "JFK", originZone: "America/New_York" },
    ];
    const { content } = composeMessage({ key: "reservationCreated", data: abroad }, "en");
    expect(renderBody(content)).toContain("Departs: Sun 1 Nov 2026 01:30 local time");
    expect(renderBody(content)).toContain("Arrives: Sun 1 Nov 2026 15:40 local time");
  });

  test("are escaped in HTML and load nothing from elsewhere", () => {
    const bold = created({ ...r, passengers: [{ ...r.passengers[0]!, name: '<img src="x">&\'' }] });
    const { content } = composeMessage({ key: "reservationCreated", data: bold }, "ko");
    const html = renderHtml(content, "ko", "https://air.example/ko/trips/BCDFGH?a=1&b=2");
    expect(html).toContain("&lt;img src=&quot;x&quot;&gt;&amp;&#39;");
    expect(html).not.toMatch(/<(img|script|link|style|iframe)/i);
    expect(html).not.toMatch(/\ssrc="|url\(/i);
    expect(html).toContain("?a=1&amp;b=2");
    expect(renderText(content, "https://air.example/x")).toContain('<img src="x">');
  });
});
