import { NextIntlClientProvider } from "next-intl";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import enMessages from "@/messages/en/history.json";
import koMessages from "@/messages/ko/history.json";
import { useChangeDetails } from "./use-change-details";

function Details({ summary }: { summary: Record<string, unknown> }) {
  return useChangeDetails().flightsChanged(summary).filter(Boolean).join(" · ");
}

const historyIn = { ko: koMessages, en: enMessages };

function detailsOf(locale: "ko" | "en", summary: Record<string, unknown>): string {
  const messages = { history: historyIn[locale] };
  const children = createElement(Details, { summary });
  return renderToStaticMarkup(
    createElement(NextIntlClientProvider, { locale, messages, timeZone: "Asia/Seoul", children }),
  );
}

const paid = { balance: 9_000, feeAmount: 9_000 };

test.each([
  ["ko", "추가 결제 금액 9,000원 · 변경 수수료 9,000원 · 환불되지 않는 차액 28,300원"],
  ["en", "paid ₩9,000 more · change fee ₩9,000 · difference not given back ₩28,300"],
] as const)("a change of flights names its fee and what is not given back (%s)", (locale, text) => {
  expect(detailsOf(locale, { ...paid, forfeitedAmount: 28_300 })).toBe(text);
});

test("an older entry, and one that forfeits nothing, say nothing of it", () => {
  expect(detailsOf("ko", paid)).toBe("추가 결제 금액 9,000원 · 변경 수수료 9,000원");
  expect(detailsOf("ko", { ...paid, forfeitedAmount: 0 })).toBe(detailsOf("ko", paid));
});
