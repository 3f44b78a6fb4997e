import { NextIntlClientProvider } from "next-intl";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import en from "@/messages/en/admin.json";
import enChange from "@/messages/en/change.json";
import ko from "@/messages/ko/admin.json";
import koChange from "@/messages/ko/change.json";
import type { Locale } from "@/server/shared/airline";
import { useFieldMessage } from "./use-field-message";

const messagesIn = {
  ko: { admin: ko, change: koChange },
  en: { admin: en, change: enChange },
};

/** The sentence that a form in this language shows. */
function shown(
  locale: Locale,
  path: string,
  error: string | undefined,
  namespace: "admin" | "change" = "admin",
): string {
  const Message = () => useFieldMessage(namespace)(path, error) ?? "none";
  const messages = messagesIn[locale];
  const children = createElement(Message);
  const page = createElement(NextIntlClientProvider, { locale, messages, timeZone: "Asia/Seoul", children });
  return renderToStaticMarkup(page).replaceAll("&#x27;", "'");
}

/** Field → its label. */
const labels = (t: typeof ko) => ({
  designator: t.form.designator,
  origin: t.form.origin,
  destination: t.form.destination,
  aircraftType: t.form.aircraft,
  departureDate: t.form.departureDate,
  departureTime: t.form.departureTime,
  arrivalTime: t.form.arrivalTime,
  fares: t.form.fares,
  brand: t.form.fareOf,
  amount: t.form.fareOf,
  unitLimit: t.form.limitOf,
  periodFrom: t.schedules.periodFrom,
  periodTo: t.schedules.periodTo,
  days: t.schedules.days,
  blockMinutes: t.schedules.blockMinutes,
  reason: t.cancelFlight.reason,
  confirmation: t.cancelFlight.confirmation,
  email: t.staff.email,
  role: t.staff.role,
  clientName: t.clients.name,
  requestsPerMinute: t.clients.limit,
  url: t.webhooks.form.url,
});
type Field = keyof ReturnType<typeof labels>;
const all = Object.keys(labels(ko)) as Field[];

/** Error → the fields at which it is reported. */
const reportedAt: Record<keyof typeof ko.fieldErrors, readonly Field[]> = {
  required: all,
  invalid: all,
  tooSmall: ["days", "blockMinutes", "fares", "amount", "unitLimit", "requestsPerMinute"],
  tooBig: ["designator", "blockMinutes", "amount", "unitLimit", "reason", "email", "clientName"],
  hiddenCharacter: ["reason"],
  designatorInvalid: ["designator"],
  sameAirport: ["destination"],
  airportInvalid: ["origin", "destination"],
  airportUnknown: ["origin", "destination"],
  routeUnknown: ["destination"],
  periodInvalid: ["periodFrom", "periodTo"],
  periodTooLong: ["periodTo"],
  daysInvalid: ["days"],
  dateInvalid: ["departureDate", "periodFrom", "periodTo"],
  timeInvalid: ["departureTime", "arrivalTime", "blockMinutes"],
  arrivalNotAfterDeparture: ["arrivalTime", "blockMinutes"],
  aircraftUnknown: ["aircraftType"],
  noFlightInPeriod: ["days"],
  inThePast: ["departureDate", "periodFrom"],
  flightExists: ["departureDate"],
  cabinMissing: ["brand"],
  confirmation: ["confirmation"],
  blockTimeUnusual: ["arrivalTime", "blockMinutes"],
  blockTimeImpossible: ["arrivalTime", "blockMinutes"],
  fareUnusual: ["amount"],
  fareImpossible: ["amount"],
  seatsUnsold: ["unitLimit"],
  longerThanSeason: ["periodTo"],
  tooFarAhead: ["departureDate", "periodFrom", "periodTo"],
  // At the box below the unusual values. Its label is a whole sentence.
  confirmUnusual: [],
  emailInvalid: ["email"],
  noAccount: ["email"],
  alreadyStaff: ["email"],
  ownRole: ["role"],
  // In the forms of the customers' pages, whose sentences each name one field.
  tooShort: [],
  milesWhole: [],
  milesZero: [],
  balanceBelowZero: [],
  ownMiles: [],
  hiddenMark: [],
  ownFee: [],
  noFee: [],
  // At the scopes and the secrets of a client, which are several.
  scopesRequired: [],
  staffScopes: [],
  twoSecrets: [],
  // At the hours of an endpoint's secret.
  twoSigningSecrets: [],
  // All at the address of an endpoint.
  urlInvalid: [],
  urlNotHttps: [],
  urlHasUser: [],
  urlHasFragment: [],
  urlPort: [],
  urlPrivate: [],
  urlUnknown: [],
};

/** A label without its brand, its unit and what it is for: `{brand} 운임(원)`, `Flight number, to confirm`. */
const nameIn = (label: string) =>
  label
    .replace("{brand} ", "")
    .replace(/\s*\(.*\)$/, "")
    .replace(/,.*$/, "");

/** The particles of an object, a subject and a topic: after a final consonant, and after a vowel. */
const particles = [
  ["을", "를"],
  ["이", "가"],
  ["은", "는"],
] as const;
const endsInConsonant = (word: string) => (word.charCodeAt(word.length - 1) - 0xac00) % 28 !== 0;

const cases = Object.entries(reportedAt).flatMap(([error, fields]) =>
  fields.map((field) => [error, field] as [keyof typeof reportedAt, Field]),
);

describe.each([
  ["ko", ko],
  ["en", en],
] as const)("the errors of the staff's forms in %s", (locale, messages) => {
  test.each(cases)("%s at %s names the field", (error, field) => {
    const sentence = shown(locale, field, error);
    const name = nameIn(labels(messages)[field]);
    expect(sentence.toLowerCase()).toContain(name.toLowerCase());
    for (const pair of locale === "ko" ? particles : []) {
      const wrong = pair[endsInConsonant(name) ? 1 : 0];
      expect(sentence).not.toMatch(new RegExp(`${name}${wrong}(?![가-힣])`));
    }
  });
});

test("the last part of a path chooses the words; an error without a sentence is `invalid`", () => {
  expect(shown("en", "fares.0.amount", "required")).toBe("Enter the fare.");
  for (const error of ["new", "", "toString"])
    expect(shown("ko", "departureTime", error)).toBe("출발 시각을 다시 확인해 주세요.");
  expect(shown("ko", "departureTime", undefined)).toBe("none");
});

/** Error of a change of flights → where it is shown, and a word that says what is wrong there. */
const reportedInChange: Record<keyof typeof koChange.fieldErrors, [path: string, ko: string, en: string]> = {
  required: ["agree", "동의", "agree"],
  requiredStaff: ["agree", "고객의 동의", "customer has agreed"],
  invalid: ["flights", "선택", "choice"],
  chooseOne: ["flights", "여정을 하나 이상", "at least one flight"],
  chooseFlight: ["flights.0", "운임", "fare"],
  dateInvalid: ["date", "날짜", "day"],
  flightHasLeft: ["flights.0", "출발", "left"],
  checkInHasClosed: ["flights.0", "탑승 수속", "Check-in"],
  flightCancelledByAirline: ["flights.0", "결항", "cancelled"],
  otherRoute: ["flights.0", "같은 항공편으로만", "same cities"],
  sameFlight: ["flights.0", "지금 예약된", "booked now"],
  segmentsDoNotConnect: ["flights.1", "이어지지", "connect"],
  returnBeforeDepart: ["flights.1", "앞 여정보다 먼저", "before"],
  connectionTooShort: ["flights.1", "수속할 시간", "too little time"],
  infantWouldStayAlone: ["flights.0", "유아", "infant"],
  childWouldStayAlone: ["flights.0", "소아", "child"],
  tooYoung: ["flights.0", "탑승할 수 없는 유아", "too young"],
  overlappingFlights: ["overlapConfirmed", "시간이 겹치는", "same time"],
  alreadyOnFlight: ["passengers.0.surname", "이미 예약된", "already booked"],
};

describe.each(["ko", "en"] as const)("the errors of a change of flights in %s", (locale) => {
  test.each(Object.entries(reportedInChange))("%s says what is wrong", (error, [path, korean, english]) => {
    const sentence = shown(locale, path, error, "change");
    expect(sentence).toContain(locale === "ko" ? korean : english);
    if (error !== "invalid") expect(sentence).not.toBe(shown(locale, path, "invalid", "change"));
  });
});
