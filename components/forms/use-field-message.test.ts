import { NextIntlClientProvider } from "next-intl";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import en from "@/messages/en/admin.json";
import ko from "@/messages/ko/admin.json";
import type { Locale } from "@/server/shared/airline";
import { useFieldMessage } from "./use-field-message";

/** The sentence that a form in this language shows. */
function shown(locale: Locale, path: string, error: string | undefined): string {
  const Message = () => useFieldMessage("admin")(path, error) ?? "none";
  const messages = { admin: locale === "ko" ? ko : en };
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
});
type Field = keyof ReturnType<typeof labels>;
const all = Object.keys(labels(ko)) as Field[];

/** Error → the fields at which it is reported. */
const reportedAt: Record<keyof typeof ko.fieldErrors, readonly Field[]> = {
  required: all,
  invalid: all,
  tooSmall: ["days", "blockMinutes", "fares", "amount", "unitLimit"],
  tooBig: ["designator", "blockMinutes", "amount", "unitLimit", "reason", "email"],
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
