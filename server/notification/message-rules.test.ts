import { describe, expect, test } from "vitest";
import { paymentRefused } from "@/server/reservation/events";
import type { Locale } from "@/server/shared/airline";
import type { CancelCause } from "@/server/shared/fare-terms";
import {
  cancelled,
  changeExpired,
  changePaymentRequested,
  created,
  flightRetimed,
  flightsChanged,
  nameCorrected,
  partCancelled,
  reservationData,
  reservationSplit,
  segmentData,
} from "@/server/shared/testing/events";
import { type NotifiableKey, notifiableEvents } from "./events";
import { composeMessage, greetingOf, type NotifiableEvent, parseNotifiableEvent } from "./message-rules";
import { renderBody, renderHtml, renderText } from "./render-message";

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
const contact = { changedAt: "2026-12-02T00:00:00Z" };
const parsed = (key: NotifiableKey, data: object) => parseNotifiableEvent(notifiableEvents[key].name, data);
const events: NotifiableEvent[] = [
  parsed("reservationHeld", { ...r, paymentDeadline: "2026-11-30T03:20:00Z" }),
  parsed("reservationCreated", created(r)),
  parsed("reservationChanged", {
    ...r,
    change: "SEATS",
    seats: [{ designator: "MA101", seats: ["12A"] }],
  }),
  parsed("reservationCancelled", cancelled(r)),
  parsed("reservationCancelled", { ...cancelled(r), refundAmount: 0 }),
  parsed("reservationCancelled", cancelled(r, "AIRLINE")),
  parsed("partCancelled", partCancelled(r)),
  parsed("partCancelled", { ...partCancelled(r), refundAmount: 0 }),
  ...[12_000, -12_000, 0].map((balance) => parsed("flightsChanged", flightsChanged(r, { balance }))),
  parsed("changePaymentRequested", changePaymentRequested(r)),
  parsed("changePaymentRequested", changePaymentRequested(r, { waivedAmount: 5_000 })),
  parsed("changeExpired", changeExpired(r)),
  parsed("changeExpired", changeExpired(r, "WITHDRAWN")),
  parsed("reservationSplit", reservationSplit(r)),
  parsed("nameCorrected", nameCorrected(r)),
  ...[90, 20, 0, -20].map((minutes) => parsed("flightRetimed", flightRetimed(r, minutes))),
  parsed("reservationExpired", { ...r, cause: "DEADLINE" }),
  parsed("reservationExpired", { ...r, cause: "SALES_CLOSED" }),
  parsed("reservationExpired", { ...r, cause: "RELEASED" }),
  parsed("reservationExpired", { ...r, cause: "FLIGHT_CANCELLED" }),
  parsed("noShowRecorded", { ...r, segments: r.segments.slice(0, 1), recordedAt: "2026-12-02T00:00:00Z" }),
  parsed("contactChanged", {
    ...r,
    ...contact,
    maskedPhone: "***-****-5678",
    changed: ["PHONE"],
    by: "CUSTOMER",
  }),
  parsed("contactChanged", { ...r, ...contact, maskedPhone: null, changed: ["EMAIL"], by: "TRAVELLER" }),
  parsed("contactChanged", { ...r, ...contact, maskedPhone: null, changed: ["EMAIL"], by: "STAFF" }),
  parsed("contactReplaced", { ...r, ...contact, maskedNewEmail: "ne***@example.com" }),
  ...paymentRefused.data.shape.reason.options.flatMap((reason) =>
    [undefined, r.reservationId].map((changeId) =>
      parsed("paymentRefused", { ...r, paymentId: r.segments[0]!.id, amount: 98_000, reason, changeId }),
    ),
  ),
  parsed("paymentFailed", { ...payment, reason: "card_declined" }),
  parsed("paymentFailed", { ...payment, reason: "card_declined", late: true }),
  ...[false, true].map((late) =>
    parsed("paymentFailed", { ...payment, reason: "card_declined", late, changeId: r.reservationId }),
  ),
  parsed("refundCompleted", { ...payment, refundId: r.reservationId, reason: "CANCELLED" }),
  parsed("mileageIncreased", miles),
  parsed("mileageDecreased", miles),
  ...[1_234, -1_234].map((deltaMiles) =>
    parsed("mileageAdjusted", {
      memberId: r.customerId,
      adjustmentId: r.reservationId,
      deltaMiles,
      balanceMiles: 7,
    }),
  ),
];

describe("rules read only the listed fields of an event", () => {
  test("all other fields of a reservation, its segments and its passengers are removed", () => {
    const passenger = { ...r.passengers[0], birthDate: "1990-01-01" };
    const { data } = parsed("reservationCreated", { ...created(r), passengers: [passenger], status: "HELD" });
    expect(Object.keys(data).sort()).toEqual([
      "contactEmail",
      "customerId",
      "locale",
      "locator",
      "passengers",
      "reservationId",
      "segments",
      "totalAmount",
    ]);
    const { segments, passengers } = data as { segments: object[]; passengers: object[] };
    expect(segments[0]).toMatchObject({ designator: "MA101", departsAt: "2026-12-01T22:30:00.000Z" });
    for (const field of ["distanceMiles", "mileageRatePercent"])
      expect(segments[0]).not.toHaveProperty(field);
    expect(passengers).toEqual([r.passengers[0]]);
  });

  test("the miles of a change come with it, without the fields from which they follow", () => {
    const { data } = parsed("flightsChanged", flightsChanged(r));
    expect(data).toMatchObject({ miles: { takenBackMiles: 138, earnedMiles: 138 } });
    for (const list of ["before", "segments"] as const)
      expect((data as unknown as Record<string, object[]>)[list]?.[0]).not.toHaveProperty("distanceMiles");
  });

  test("a message about a change of seats does not get the passengers", () => {
    const changed = { ...r, change: "SEATS", seats: [] };
    expect(parsed("reservationChanged", changed).data).not.toHaveProperty("passengers");
  });

  test("an event about which nobody is notified, and data that breaks the contract, are refused", () => {
    expect(() => parseNotifiableEvent("payment/payment.captured", {})).toThrow("payment/payment.captured");
    expect(() => parsed("paymentFailed", { ...payment, amount: "much" })).toThrow();
  });
});

describe("templates", () => {
  test("of a part that was cancelled say who gave up what, who keeps what, and the money", () => {
    const data = partCancelled(reservationData(["ADULT", "ADULT"]));
    const [gone, stays] = data.passengers.map(({ name }) => name);
    const event = parsed("partCancelled", data);
    for (const locale of ["ko", "en"] as const) {
      const { sections } = composeMessage(event, locale).content;
      const [money, givenUp, left] = sections.map(({ rows }) => rows.map(({ value }) => value));
      expect(givenUp).toEqual([gone]);
      expect(left).toEqual([stays]);
      expect(money?.join(" ")).toMatch(/98,000.*13,000.*85,000/);
    }
  });

  test("say that a fee was waived, so that the sums add up; otherwise they say nothing of it", () => {
    const r = reservationData(["ADULT", "ADULT"]);
    const texts = { ko: "수수료 면제", en: "Fee waived" };
    const part = { ...partCancelled(r), givenUpAmount: 98_000, refundAmount: 98_000, waivedAmount: 13_000 };
    const whole = { ...cancelled(r), waivedAmount: 13_000 };
    for (const locale of ["ko", "en"] as const) {
      const moneyOf = (...of: Parameters<typeof parsed>) =>
        composeMessage(parsed(...of), locale).content.sections[0]?.rows.map((r) => `${r.label} ${r.value}`);
      for (const rows of [moneyOf("partCancelled", part), moneyOf("reservationCancelled", whole)]) {
        expect(rows?.join("; ")).toMatch(/98,000.*; .* .?13,000.*; .* -.?13,000.*; .*98,000/);
        expect(rows?.some((row) => row.startsWith(texts[locale]))).toBe(true);
      }
      const { waivedAmount, ...without } = whole;
      expect(moneyOf("reservationCancelled", without)?.join()).not.toContain(texts[locale]);
    }
  });

  test("exist for every notifiable event, in both languages, and differ", () => {
    expect(new Set(events.map((t) => t.key))).toEqual(new Set(Object.keys(notifiableEvents)));
    for (const locale of ["ko", "en"] as const) {
      const bodies = events.map((t) => renderBody(composeMessage(t, locale).content));
      expect(new Set(bodies).size).toBe(events.length);
      for (const body of bodies) expect(body).not.toMatch(/undefined|null|NaN|\[object/);
      for (const body of bodies)
        expect(/[가-힣]/.test(body.replaceAll("기상 악화", ""))).toBe(locale === "ko");
    }
  });

  test("about a change of flights have both flights, the new tickets, the money with its fee, and the miles", () => {
    const trip = reservationData(["ADULT", "INFANT"]);
    trip.segments = [{ ...segmentData(), designator: "MA100" }, segmentData()];
    const data = flightsChanged(trip);
    data.segments[1]!.mileageRatePercent = 100;
    const event = parsed("flightsChanged", data);
    const text = (locale: Locale) => renderBody(composeMessage(event, locale).content);
    const [ko, en] = [text("ko"), text("en")];
    for (const [body, ...parts] of [
      [
        ko,
        "■ 변경 전 여정\n항공편: MA101",
        "■ 변경 후 여정\n항공편: MA109",
        "여정 1: MA100 · 2026년 12월 2일",
      ],
      [
        ko,
        "출발: 2026년 12월 2일 (수) 07:30",
        "출발: 2026년 12월 4일 (금) 09:30",
        "좌석을 다시 선택해 주세요",
      ],
      [ko, "여정 차액: 7,000원", "변경 수수료: 5,000원", "추가 결제 금액: 12,000원"],
      [ko, "KIM/PASSENGER1: 성인 · 항공권 번호 9882100001000", "KIM/PASSENGER2: 유아"],
      [ko, "변경 전 여정 회수: -138마일", "변경 후 여정 적립: +275마일"],
      [en, "■ Flight before the change\nFlight: MA101", "■ Your new flight\nFlight: MA109"],
      [en, "Price difference: ₩7,000", "Change fee: ₩5,000", "Amount paid: ₩12,000", "Flight 1: MA100"],
      [en, "ticket 9882100001000", "old flights: -138 miles", "new flights: +275 miles", "choose seats"],
    ] as const)
      for (const part of parts) expect(body).toContain(part);
    expect(ko).not.toContain("환불");
    const { link, template, content } = composeMessage(event, "ko");
    expect([template, link]).toEqual(["flightsChanged", "/trips/BCDFGH"]);
    expect(content.subject).toBe("[MSA 항공] 여정이 변경되었습니다 (예약번호 BCDFGH)");
  });

  test("about a change of flights tell a guest of no miles", () => {
    const body = (customerKind: "MEMBER" | "GUEST") =>
      renderBody(
        composeMessage(parsed("flightsChanged", { ...flightsChanged(r), customerKind }), "ko").content,
      );
    expect(body("MEMBER")).toContain("마일");
    expect(body("GUEST")).not.toContain("마일");
  });

  test("about a change of flights say what is given back, or that nothing is", () => {
    const of = (part: Parameters<typeof flightsChanged>[1], locale: Locale) =>
      renderBody(composeMessage(parsed("flightsChanged", flightsChanged(r, part)), locale).content);
    const down = { balance: -20_000, feeAmount: 5_000 };
    // An older event does not say what was forfeited.
    expect(of(down, "ko")).toMatch(/여정 차액: -25,000원\n변경 수수료: 5,000원\n환불 금액: 20,000원/);
    expect(of(down, "ko")).toContain("결제하신 수단으로 환불해 드리며");
    expect(of(down, "en")).toMatch(/Price difference: -₩25,000\nChange fee: ₩5,000\nRefund: ₩20,000/);
    const forfeits = { ...down, balance: 8_000, forfeitedAmount: 28_000 };
    expect(of(forfeits, "ko")).toContain(
      "여정 차액: -25,000원\n변경 수수료: 5,000원\n환불되지 않는 차액: 28,000원\n추가 결제 금액: 8,000원",
    );
    expect(of(forfeits, "en")).toContain(
      "Price difference: -₩25,000\nChange fee: ₩5,000\nDifference not given back: ₩28,000\nAmount paid: ₩8,000",
    );
    const waived = { balance: 7_000, feeAmount: 5_000, waivedAmount: 5_000 };
    expect(of(waived, "ko")).toContain(
      "여정 차액: 7,000원\n변경 수수료: 5,000원\n수수료 면제: -5,000원\n추가 결제 금액: 7,000원",
    );
    const same = { balance: 0, feeAmount: 0 };
    expect(of(same, "ko")).toMatch(/여정 차액: 0원\n변경 수수료: 없음\n추가 결제 금액: 없음/);
    expect(of(same, "en")).toContain("nothing more to pay and nothing to refund");
  });

  test("about a change of flights give no miles to a brand that earns none, and tickets only to those who changed", () => {
    const pair = reservationData(["ADULT", "ADULT"]);
    pair.segments = [{ ...segmentData(), mileageRatePercent: 0 }];
    const data = flightsChanged(pair);
    data.segments[0]!.mileageRatePercent = 0;
    data.gained = data.gained.slice(0, 1);
    const body = renderBody(composeMessage(parsed("flightsChanged", data), "ko").content);
    expect(body).not.toContain("마일");
    expect(body).toContain("KIM/PASSENGER1");
    expect(body).not.toContain("KIM/PASSENGER2");
  });

  test("about a change that staff took say what changes, what is to be paid, and until when", () => {
    const pair = reservationData(["ADULT"]);
    pair.segments = [{ ...segmentData(), designator: "MA100" }, segmentData()];
    const paymentDeadline = "2026-11-30T03:20:00Z";
    const event = parsed("changePaymentRequested", changePaymentRequested(pair, { paymentDeadline }));
    const of = (locale: Locale) => renderBody(composeMessage(event, locale).content);
    for (const [text, ...parts] of [
      [
        of("ko"),
        "결제 기한: 2026년 11월 30일 (월) 12:20 (한국 시각)",
        "여정 차액: 7,000원",
        "결제하실 금액: 12,000원",
      ],
      [
        of("ko"),
        "■ 변경 전 여정\n항공편: MA101",
        "■ 변경 후 여정\n항공편: MA109",
        "출발: 2026년 12월 4일 (금) 09:30",
      ],
      [
        of("en"),
        "Pay by: Mon 30 Nov 2026 12:20 (Korean time)",
        "Change fee: ₩5,000",
        "Amount to pay: ₩12,000",
      ],
      [of("en"), "■ Flight before the change\nFlight: MA101", "■ Your new flight\nFlight: MA109"],
    ] as const)
      for (const part of parts) expect(text).toContain(part);
    // The first flight stays.
    expect(of("ko")).not.toContain("MA100");
    const { template, link, content } = composeMessage(event, "ko");
    expect([template, link, content.action]).toEqual([
      ...["changePaymentDue", "/trips/BCDFGH", "변경 내용 확인하고 결제하기"],
    ]);
  });

  test("about a change that staff took and that is over ask for no payment", () => {
    for (const locale of ["ko", "en"] as const) {
      const event = parsed("changePaymentRequested", changePaymentRequested(r));
      const { template, content } = composeMessage(event, locale, { isOver: true });
      expect(template).toBe("changePaymentOver");
      expect(renderBody(content)).not.toMatch(/12,000|기한|Pay by/);
    }
  });

  test("about a change that was not made say that the trip stays, and why a payment for it is given back", () => {
    const ended = (cause: "DEADLINE" | "WITHDRAWN") =>
      composeMessage(parsed("changeExpired", changeExpired(r, cause)), "ko").content;
    expect(renderBody(ended("DEADLINE"))).toMatch(/변경 대금이 결제되지 않아.*원래 여정은 그대로 유지됩니다/);
    expect(renderBody(ended("DEADLINE"))).toContain("항공편: MA101");
    expect(ended("WITHDRAWN").paragraphs).toHaveLength(1);
    const declined = { ...payment, reason: "card_declined", late: true, changeId: r.reservationId };
    const failed = composeMessage(parsed("paymentFailed", declined), "ko");
    expect([failed.template, failed.link]).toEqual(["changePaymentFailed", "/trips/BCDFGH"]);
    expect(renderBody(failed.content)).toContain("원래 여정은 그대로 유지됩니다");
    expect(renderBody(failed.content)).not.toContain("자동 취소");
    const refused = { ...r, paymentId: r.reservationId, amount: 12_000, changeId: r.reservationId };
    for (const reason of paymentRefused.data.shape.reason.options) {
      const { template, content } = composeMessage(parsed("paymentRefused", { ...refused, reason }), "ko");
      expect(template).toBe("changeRefused");
      expect(content.paragraphs.join(" ")).toMatch(/그대로 유지됩니다|결제하시기 전과 같습니다/);
      expect(content.paragraphs.join(" ")).not.toContain("예약을 확정하지 못했습니다");
      expect(renderBody(content)).toContain("환불 금액: 12,000원");
    }
  });

  test("give times in the airports' zones", () => {
    const abroad = created(r);
    abroad.segments = [
      { ...segmentData("2026-11-01T05:30:00Z"), origin: "JFK", originZone: "America/New_York" },
    ];
    const { content } = composeMessage({ key: "reservationCreated", data: abroad }, "en");
    expect(renderBody(content)).toContain("Departs: Sun 1 Nov 2026 01:30 local time");
    expect(renderBody(content)).toContain("Arrives: Sun 1 Nov 2026 15:40 local time");
  });

  test("name the cancelled flight of several, and say what happens to the booking", () => {
    const way = { ...segmentData(), flightId: 1, designator: "MA111", departureDate: "2026-12-22" };
    const back = { ...segmentData(), flightId: 2, designator: "MA112", departureDate: "2026-12-29" };
    const both = { ...cancelled(r, "AIRLINE"), segments: [way, back] };
    const bodyOf = (data: typeof both & { cancelledFlightId?: number }) =>
      renderBody(composeMessage({ key: "reservationCancelled", data }, "ko").content);
    const text = bodyOf({ ...both, cancelledFlightId: 2 });
    expect(text).toMatch(/^2026년 12월 29일 \(화\)에 출발하는 MA112편\(서울 → 제주\)이 결항되었습니다/);
    expect(text).toContain("■ 여정 2 · 결항");
    expect(text).toContain("다른 항공편을 포함해 모두 취소되었으며, 결제하신 금액을 수수료 없이 전액");
    // An older event does not say which flight was cancelled.
    expect(bodyOf(both)).toMatch(/^예약하신 항공편이/);
    expect(bodyOf({ ...both, refundAmount: 1 })).not.toContain("전액");
  });

  test("about a partial cancellation name the departed flights, and promise no refund for them", () => {
    const way = { ...segmentData(), flightId: 1, designator: "MA111", kept: true };
    const back = { ...segmentData(), flightId: 2, designator: "MA112" };
    const rest = { segments: [way, back], refundAmount: 1 };
    const of = (cause: CancelCause, locale: Locale) =>
      composeMessage(
        {
          key: "reservationCancelled",
          data: { ...cancelled(r, cause), ...rest, cancelledFlightId: cause === "AIRLINE" ? 2 : undefined },
        },
        locale,
      ).content;
    expect(of("CUSTOMER", "ko").subject).toContain("남은 여정이 취소되었습니다");
    const [own, airline] = [renderBody(of("CUSTOMER", "ko")), renderBody(of("AIRLINE", "ko"))];
    expect(own).toContain("■ 여정 1 · 출발");
    expect(own).toContain("■ 여정 2 · 취소");
    expect(airline).toContain("■ 여정 1 · 출발");
    expect(airline).toContain("■ 여정 2 · 결항");
    expect(airline).toContain("이미 출발한 항공편을 제외한 나머지 여정은 취소되었으며");
    expect(airline).not.toContain("모두 취소");
    expect(renderBody(of("CUSTOMER", "en"))).toContain("the rest of your trip");
    expect(renderBody(of("AIRLINE", "en"))).not.toContain("whole booking");
  });

  test("give seats by passenger and baggage by flight, and name fares as the site does", () => {
    const [adult] = r.passengers;
    const seats = [{ passengerId: adult!.id, seat: "12A" }];
    const data = { ...created(r), segments: [{ ...segmentData(), checkedBaggageKg: 15, seats }] };
    const of = (locale: Locale) => composeMessage({ key: "reservationCreated", data }, locale).content;
    expect(renderBody(of("ko"))).toContain("항공편: MA101 · 일반석 스탠더드");
    expect(renderBody(of("ko"))).toContain("위탁 수하물: 15kg");
    expect(renderBody(of("ko"))).toContain("· 좌석 MA101 12A");
    expect(renderBody(of("en"))).toContain("Flight: MA101 · Economy Standard");
    expect(renderHtml(of("ko"), "ko", "https://air.example")).toMatch(/<h1[^>]*>예약이 확정되었습니다/);
  });

  test("greet by name in both parts of an e-mail; a message from before greetings has none", () => {
    const { content } = composeMessage({ key: "reservationCreated", data: created(r) }, "ko");
    expect(greetingOf("김민지", "ko")).toBe("김민지 고객님, 안녕하세요. MSA 항공입니다.");
    expect(greetingOf(null, "ko")).toBe("고객님, 안녕하세요. MSA 항공입니다.");
    expect(greetingOf("James Park", "en")).toBe("Dear James Park,");
    expect(greetingOf(null, "en")).toBe("Dear customer,");
    const greeted = { ...content, greeting: greetingOf("<b>민지</b>", "ko") };
    expect(renderText(greeted, "https://air.example")).toMatch(/^<b>민지<\/b> 고객님, 안녕하세요\./);
    expect(renderHtml(greeted, "ko", "https://air.example")).toContain("&lt;b&gt;민지&lt;/b&gt; 고객님");
    expect(renderBody(greeted)).not.toContain("민지");
    expect(renderText(content, "https://air.example").startsWith(content.paragraphs[0]!)).toBe(true);
  });

  test.each([
    ["a booking", (data: typeof r) => parsed("reservationCreated", created(data))],
    ["a change of flights", (data: typeof r) => parsed("flightsChanged", flightsChanged(data))],
  ] as const)("about %s are escaped in HTML and load nothing from elsewhere", (_, eventOf) => {
    const bold = { ...r, passengers: [{ ...r.passengers[0]!, name: '<img src="x">&\'' }] };
    const { content } = composeMessage(eventOf(bold), "ko");
    const html = renderHtml(content, "ko", "https://air.example/ko/trips/BCDFGH?a=1&b=2");
    expect(html).toContain("&lt;img src=&quot;x&quot;&gt;&amp;&#39;");
    expect(html).not.toMatch(/<(img|script|link|style|iframe)/i);
    expect(html).not.toMatch(/\ssrc="|url\(/i);
    expect(html).toContain("?a=1&amp;b=2");
    expect(renderText(content, "https://air.example/x")).toContain('<img src="x">');
  });
});
