import { type NoticePage, type NoticeText, noticePage } from "./notice-page";
import type { Visitor } from "./visitor";

const RETRY_AFTER_SECONDS = 5;

const safe = {
  ko: "확정된 예약과 완료된 결제는 그대로 유지됩니다.",
  en: "Confirmed bookings and completed payments are safe.",
};

const away: NoticeText = {
  ko: {
    title: "지금은 화면을 열 수 없습니다",
    lines: ["일시적으로 시스템에 연결할 수 없습니다. 잠시 후 다시 시도해 주세요.", safe.ko],
  },
  en: {
    title: "This page is temporarily unavailable",
    lines: ["We cannot reach our systems right now. Please try again in a moment.", safe.en],
  },
};

const busy: NoticeText = {
  ko: {
    title: "지금은 이용하시는 분이 많습니다",
    lines: [
      "요청을 처리하지 못했습니다. 잠시 후 다시 시도해 주세요.",
      "입력하신 내용은 브라우저의 뒤로 가기로 돌아가시면 남아 있습니다.",
      safe.ko,
    ],
  },
  en: {
    title: "We are very busy right now",
    lines: [
      "We could not handle your request. Please try again in a moment.",
      "To find what you entered, go back in your browser.",
      safe.en,
    ],
  },
};

const tooMany: NoticeText = {
  ko: {
    title: "요청이 너무 많았습니다",
    lines: ["같은 네트워크에서 짧은 시간에 요청이 너무 많았습니다. 잠시 후 다시 시도해 주세요.", safe.ko],
  },
  en: {
    title: "Too many requests",
    lines: [
      "There were too many requests from your network in a short time. Please try again in a moment.",
      safe.en,
    ],
  },
};

/** The answer of a page whose data cannot be read now: 503 with Retry-After. */
export const unavailablePage = (visitor: Visitor): NoticePage =>
  noticePage(503, RETRY_AFTER_SECONDS, away, visitor);

/** The answer of a page that is refused under load: 503. */
export const busyPage = (retryAfterSeconds: number, visitor: Visitor): NoticePage =>
  noticePage(503, retryAfterSeconds, busy, visitor);

/** The answer of a page whose visitor's address has asked too often: 429. */
export const tooManyPage = (retryAfterSeconds: number, visitor: Visitor): NoticePage =>
  noticePage(429, retryAfterSeconds, tooMany, visitor);
