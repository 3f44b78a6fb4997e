import { formatKrw } from "@/i18n/format";
import { inForce, NO_SHOW, requireRow } from "@/server/reservation/domain/policy-rows";
import type { Locale } from "@/server/shared/airline";
import { type FlightScope, fareBrands, flightScopes } from "@/server/shared/fare-terms";
import { excessBaggage } from "@/tools/seed/data/excess-baggage";
import { fareBrandRules } from "@/tools/seed/data/fares";
import { passengerPolicies } from "@/tools/seed/data/passengers";
import { pricingPolicies } from "@/tools/seed/data/policies";
import { refundPolicies } from "@/tools/seed/data/refund-policies";

export type LegalTable = { head: readonly string[]; rows: readonly (readonly string[])[] };

/** Picks the text of a language. */
export type Say = (ko: string, en: string) => string;
export const sayIn =
  (locale: Locale): Say =>
  (ko, en) =>
    locale === "ko" ? ko : en;

/** The tables of the documents, drawn from the rows of policy that are in force on a day. */
export function factTables(locale: Locale, date: string): Record<string, LegalTable> {
  const say = sayIn(locale);
  const krw = (amount: number) => (amount === 0 ? say("무료", "free") : formatKrw(amount, locale));
  return {
    "refund-domestic": refundTable("DOMESTIC", date, say, krw),
    "refund-international": refundTable("INTERNATIONAL", date, say, krw),
    "change-fees": {
      head: [say("운임", "Fare"), ...scopeNames(say)],
      rows: brandsOn(date).map((rule) => [
        say(rule.nameKo, rule.nameEn),
        ...flightScopes.map((scope) => krw(rule.changeFeeKrw[scope])),
      ]),
    },
    baggage: {
      head: [
        say("운임", "Fare"),
        say("휴대 수하물", "Carry-on"),
        ...scopeNames(say).map((name) => say(`위탁 ${name}`, `Checked, ${name.toLowerCase()}`)),
      ],
      rows: brandsOn(date).map((rule) => [
        say(rule.nameKo, rule.nameEn),
        `${rule.carryOnKg} kg`,
        ...flightScopes.map((scope) => allowance(rule.checkedBaggageKg[scope], say)),
      ]),
    },
    "excess-baggage": excessTable(date, say, krw),
    "airport-charges": chargeTable(date, say, krw),
    ages: ageTable(date, say),
    "fare-ratios": ratioTable(date, say),
  };
}

const scopeNames = (say: Say) => [say("국내선", "Domestic"), say("국제선", "International")];
const allowance = (kg: number, say: Say) => (kg === 0 ? say("없음", "none") : `${kg} kg`);

const brandsOn = (date: string) =>
  fareBrands.map((brand) =>
    requireRow(fareBrandRules, date, `rule for ${brand}`, (rule) => rule.brand === brand),
  );

type Krw = (amount: number) => string;

function refundTable(scope: FlightScope, date: string, say: Say, krw: Krw): LegalTable {
  const rows = inForce(refundPolicies.fees, date).filter((row) => row.scope === scope);
  const days = [...new Set(rows.map(({ minDaysToDeparture }) => minDaysToDeparture))].sort((a, b) => b - a);
  const waiver = requireRow(refundPolicies.waivers, date, "waiver", (row) => row.scope === scope);
  const fee = (brand: string, day: number) =>
    requireRow(rows, date, "fee", (row) => row.brand === brand && row.minDaysToDeparture === day).feeKrw;
  return {
    head: [
      say("취소하신 때", "Cancelled"),
      ...brandsOn(date).map(({ nameKo, nameEn }) => say(nameKo, nameEn)),
    ],
    rows: days.map((day, n) => {
      const earlier = n === 0 ? waiver.freeFromDaysToDeparture : (days[n - 1] ?? null);
      return [whenText(earlier, day, say), ...fareBrands.map((brand) => krw(fee(brand, day)))];
    }),
  };
}

/** `earlier`: the first day that is too early; null when there is none. */
function whenText(earlier: number | null, day: number, say: Say): string {
  if (day === NO_SHOW) return say("예약부도(노쇼)", "no-show");
  if (day === 0) return say("출발 당일", "on the day of departure");
  if (earlier === null) return say(`출발 ${day}일 전까지`, `until ${day} days before departure`);
  const first = earlier - 1;
  if (first === day) return say(`출발 ${day}일 전`, `${day} days before departure`);
  return say(`출발 ${first}일 전 ~ ${day}일 전`, `${first} to ${day} days before departure`);
}

function excessTable(date: string, say: Say, krw: Krw): LegalTable {
  return {
    head: [say("구분", "Flights"), say("요금", "Price")],
    rows: inForce(excessBaggage, date).map(({ scope, belowMiles, per, amountKrw }) => [
      scope === "DOMESTIC"
        ? say("국내선", "Domestic")
        : belowMiles === null
          ? say("국제선, 그 밖의 거리", "International, farther")
          : say(`국제선, ${belowMiles}마일 미만`, `International, under ${belowMiles} miles`),
      per === "KG"
        ? say(`1kg당 ${krw(amountKrw)}`, `${krw(amountKrw)} per kg`)
        : pieceText(krw(amountKrw), say),
    ]),
  };
}

const pieceText = (amount: string, say: Say) =>
  say(`1개(23kg까지)당 ${amount}`, `${amount} per piece of up to 23 kg`);

function chargeTable(date: string, say: Say, krw: Krw): LegalTable {
  const { airportCharges, departureLevies } = pricingPolicies(date);
  const charge = (airport: string, scope: FlightScope) =>
    krw(
      requireRow(airportCharges, date, "charge", (row) => row.airport === airport && row.scope === scope)
        .amountKrw,
    );
  const levy = requireRow(departureLevies, date, "levy", ({ country }) => country === "KR");
  return {
    head: [say("출발 공항의 부과금 (1명)", "Charges on departure (each passenger)"), say("금액", "Amount")],
    rows: [
      [say("공항이용료, 국내선 인천", "Airport charge, domestic, Incheon"), charge("ICN", "DOMESTIC")],
      [
        say("공항이용료, 국내선 그 밖의 공항", "Airport charge, domestic, elsewhere"),
        charge("*", "DOMESTIC"),
      ],
      [
        say("공항이용료, 국제선 인천·김포", "Airport charge, international, Incheon and Gimpo"),
        charge("ICN", "INTERNATIONAL"),
      ],
      [
        say("공항이용료, 국제선 그 밖의 국내 공항", "Airport charge, international, other airports of Korea"),
        charge("CJU", "INTERNATIONAL"),
      ],
      [
        say(
          `출국납부금, 국제선 (${levy.exemptUnderAge}세 미만 면제)`,
          `Departure levy, international (none under ${levy.exemptUnderAge})`,
        ),
        krw(levy.amountKrw),
      ],
    ],
  };
}

function ageTable(date: string, say: Say): LegalTable {
  const rules = flightScopes.map((scope) =>
    requireRow(passengerPolicies.types, date, "ages", (row) => row.scope === scope),
  );
  const under = (age: number) => say(`만 ${age}세 미만`, `under ${age}`);
  return {
    head: [say("구분", "Type"), ...scopeNames(say)],
    rows: [
      [
        say("성인", "Adult"),
        ...rules.map((rule) => say(`만 ${rule.childUnderAge}세 이상`, `${rule.childUnderAge} and over`)),
      ],
      [
        say("소아", "Child"),
        ...rules.map(
          (rule) =>
            `${say(`만 ${rule.infantUnderAge}세 이상`, `${rule.infantUnderAge} and over`)}, ${under(rule.childUnderAge)}`,
        ),
      ],
      [say("유아", "Infant"), ...rules.map((rule) => under(rule.infantUnderAge))],
    ],
  };
}

function ratioTable(date: string, say: Say): LegalTable {
  const ratio = (type: string, scope: FlightScope) =>
    requireRow(
      pricingPolicies(date).passengerRatios,
      date,
      "ratio",
      (row) => row.type === type && row.scope === scope,
    );
  const text = (type: string, scope: FlightScope) => {
    const { farePercent, paysFuelSurcharge } = ratio(type, scope);
    const fare =
      farePercent === 0 ? say("무료", "free") : say(`운임의 ${farePercent}%`, `${farePercent}% of the fare`);
    return paysFuelSurcharge ? fare : `${fare}, ${say("유류할증료 없음", "no fuel surcharge")}`;
  };
  const types = [
    ["ADULT", say("성인", "Adult")],
    ["CHILD", say("소아", "Child")],
    ["INFANT", say("유아", "Infant")],
  ] as const;
  return {
    head: [say("구분", "Type"), ...scopeNames(say)],
    rows: types.map(([type, name]) => [name, ...flightScopes.map((scope) => text(type, scope))]),
  };
}
