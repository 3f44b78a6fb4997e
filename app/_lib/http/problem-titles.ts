import { type Locale, locales } from "@/server/shared/airline";
import type { ErrorCode } from "@/server/shared/errors";

/** What a problem document says of each code, in both languages. A new code does not compile without its words. */
export const problemTitles: Record<ErrorCode, Record<Locale, string>> = {
  INVALID_INPUT: {
    ko: "입력하신 내용이 올바르지 않습니다. fieldErrors를 확인해 주세요.",
    en: "Something in the request is not valid. See fieldErrors.",
  },
  UNAUTHENTICATED: {
    ko: "로그인 또는 유효한 액세스 토큰이 필요합니다.",
    en: "A sign-in or a valid access token is needed.",
  },
  FORBIDDEN: { ko: "이 작업을 할 권한이 없습니다.", en: "This account may not do that." },
  NOT_FOUND: {
    ko: "찾으시는 정보가 없습니다.",
    en: "There is nothing here, or it belongs to somebody else.",
  },
  CONFLICT: {
    ko: "그사이 내용이 바뀌었습니다. 다시 조회한 뒤 시도해 주세요.",
    en: "It was changed meanwhile. Read it again and retry.",
  },
  TOO_LARGE: { ko: "보내신 내용이 너무 큽니다.", en: "The request is too large." },
  RATE_LIMITED: {
    ko: "짧은 시간에 요청이 너무 많았습니다.",
    en: "There were too many requests in a short time.",
  },
  UNAVAILABLE: {
    ko: "지금은 처리할 수 없습니다. 잠시 후 다시 시도해 주세요.",
    en: "This cannot be done right now. Retry in a moment.",
  },
  INTERNAL: { ko: "일시적인 오류가 발생했습니다.", en: "Something went wrong on our side." },
  INSUFFICIENT_SCOPE: {
    ko: "액세스 토큰에 필요한 범위(scope)가 없습니다.",
    en: "The access token lacks the scope that this needs.",
  },
  PRECONDITION_FAILED: {
    ko: "예약의 버전이 If-Match와 다릅니다. 다시 조회한 뒤 시도해 주세요.",
    en: "The order has another version than If-Match says. Read it again and retry.",
  },
  IDEMPOTENCY_KEY_REUSED: {
    ko: "이 멱등 키는 다른 요청에 이미 사용되었습니다.",
    en: "This idempotency key was used for another request.",
  },
  REQUEST_IN_PROGRESS: {
    ko: "같은 멱등 키의 요청을 처리하고 있습니다.",
    en: "A request with this idempotency key is still being handled.",
  },
  FLIGHT_ALREADY_EXISTS: {
    ko: "같은 날 같은 편명의 항공편이 이미 있습니다.",
    en: "A flight with this number exists on that day.",
  },
  FLIGHT_NOT_ON_SALE: { ko: "판매 중인 항공편이 아닙니다.", en: "The flight is not on sale." },
  FLIGHT_DEPARTED: { ko: "이미 출발한 항공편입니다.", en: "The flight has departed." },
  SALES_CLOSED: { ko: "항공편 판매가 마감되었습니다.", en: "The sale of the flight is closed." },
  WAITING_ROOM: {
    ko: "접속 대기 중인 판매입니다. 대기 순번을 받은 뒤 입장 순서가 되면 다시 요청해 주세요.",
    en: "This sale has a waiting room. Take a place, and ask again once it is admitted.",
  },
  SOLD_OUT: { ko: "좌석이 매진되었습니다.", en: "There are not enough seats left." },
  SEAT_TAKEN: { ko: "이미 선택된 좌석입니다.", en: "The seat is taken." },
  HOLD_EXPIRED: { ko: "결제 시한이 지나 좌석 확보가 끝났습니다.", en: "The hold has ended." },
  TOO_MANY_HOLDS: { ko: "결제하지 않은 예약이 너무 많습니다.", en: "There are too many unpaid holds." },
  SEATS_IN_CHECKOUT: {
    ko: "결제 중에는 좌석을 바꿀 수 없습니다.",
    en: "Seats cannot change during the payment.",
  },
  PASSENGERS_INCOMPLETE: { ko: "탑승객 정보가 모두 입력되지 않았습니다.", en: "Passengers are missing." },
  NOT_CANCELLABLE: { ko: "취소할 수 없는 예약입니다.", en: "This cannot be cancelled." },
  NOT_CHANGEABLE: { ko: "변경할 수 없는 예약입니다.", en: "This cannot be changed." },
  CHANGE_AWAITS_PAYMENT: {
    ko: "결제를 기다리는 변경 건이 있습니다.",
    en: "A change of this booking awaits its payment.",
  },
  QUOTE_EXPIRED: {
    ko: "견적의 유효 시간이 지났습니다. 다시 조회해 주세요.",
    en: "The quote has expired. Ask for a new one.",
  },
  PAYMENT_UNAVAILABLE: {
    ko: "결제 서비스에 연결할 수 없습니다.",
    en: "The payment provider cannot be reached.",
  },
  PAYMENT_IN_PROGRESS: { ko: "결제가 진행 중입니다.", en: "A payment is in progress." },
  CONSENT_REQUIRED: {
    ko: "동의가 필요한 약관이 있습니다. 내용을 확인하고 동의해 주세요.",
    en: "Some documents need your agreement. Please read them and agree.",
  },
  EMAIL_TAKEN: { ko: "이미 가입된 이메일입니다.", en: "There is an account with this e-mail address." },
  BAD_CREDENTIALS: {
    ko: "이메일 또는 비밀번호가 올바르지 않습니다.",
    en: "The e-mail address or the password is wrong.",
  },
};

/** The language of a problem for an `Accept-Language` header: the first that the airline speaks; Korean when it has none. */
export function acceptedLocale(header: string | null): Locale {
  const wanted = (header ?? "")
    .split(",")
    .map((part) => {
      const [range = "", ...parameters] = part.trim().toLowerCase().split(";");
      const weight = parameters.map((each) => /^\s*q=([\d.]+)\s*$/.exec(each)?.[1]).find(Boolean);
      return { language: range.split("-")[0], weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  const known = wanted.map(({ language }) => locales.find((locale) => locale === language)).find(Boolean);
  return known ?? locales[0];
}
