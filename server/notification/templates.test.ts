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

  test("name the one flight of several that was cancelled, and what becomes of the booking", () => {
    const way = { ...segmentData(), flightId: 1, designator: "MA111", departureDate: "2026-12-22" };
    const back = { ...segmentData(), flightId: 2, designator: "MA112", departureDate: "2026-12-29" };
    const both = { ...cancelled(r, "AIRLINE"), segments: [way, back] };
    const bodyOf = (data: typeof both & { cancelledFlightId?: number }) =>
      renderBody(composeMessage({ key: "reservationCancelled", data }, "ko").content);
    const text = bodyOf({ ...both, cancelledFlightId: 2 });
    expect(text).toMatch(/^2026년 12월 29일 \(화\)에 출발하는 MA112편\(서울 → 제주\)이 운항하지/);
    expect(text).toContain("■ 여정 2 · 결항");
    expect(text).toContain("다른 항공편을 포함해 모두 취소되었으며, 결제하신 금액을 수수료 없이 전액");
    // An event from before it was told.
    expect(bodyOf(both)).toMatch(/^예약하신 항공편이/);
    expect(bodyOf({ ...both, refundAmount: 1 })).not.toContain("전액");
  });

  test("confirm seats by passenger and baggage by flight, and speak of fares as the site does", () => {
    const [adult] = r.passengers;
    const seats = [{ passengerId: adult!.id, seat: "12A" }];
    const data = { ...created(r), segments: [{ ...segmentData(), checkedBaggageKg: 15, seats }] };
    const of = (locale: "ko" | "en") => composeMessage({ key: "reservationCreated", data }, locale).content;
    expect(renderBody(of("ko"))).toContain("항공편: MA101 · 일반석 스탠더드");
    expect(renderBody(of("ko"))).toContain("위탁 수하물: 15kg");
    expect(renderBody(of("ko"))).toContain("· 좌석 MA101 12A");
    expect(renderBody(of("en"))).toContain("Flight: MA101 · Economy Standard");
    expect(renderHtml(of("ko"), "ko", "https://air.example")).toMatch(/<h1[^>]*>예약이 확정되었습니다/);
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
