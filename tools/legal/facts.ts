import { SESSION_SECONDS } from "@/server/identity/schemas";
import { VALID_YEARS } from "@/server/mileage/domain/accrual";
import { CODE_MINUTES, GRANT_MINUTES } from "@/server/reservation/access/access-rules";
import { QUOTE_MINUTES } from "@/server/reservation/cancel/quote-refund";
import { requireRow } from "@/server/reservation/domain/policy-rows";
import { PAYMENT_DEADLINE_MINUTES } from "@/server/reservation/hold/compose-hold";
import type { Locale } from "@/server/shared/airline";
import { readEnv } from "@/server/shared/env";
import { type FlightScope, MAX_PARTY_UNITS } from "@/server/shared/fare-terms";
import { cutoffPolicies } from "@/tools/seed/data/cutoffs";
import { nameCorrectionPolicies } from "@/tools/seed/data/name-corrections";
import { passengerPolicies } from "@/tools/seed/data/passengers";
import { refundPolicies } from "@/tools/seed/data/refund-policies";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";
import { factTables, sayIn } from "./fact-tables";
import type { Facts } from "./parse-source";
import { privacyTables } from "./privacy-tables";

/** What the documents say in figures, from the rows and constants by which the site acts, on the first day of a version. */
export function factsOf(locale: Locale, date: string): Facts {
  // Of the variables only the defaults are read: how long the site keeps records unless it is told otherwise.
  const kept = readEnv({ ...TEST_ENVIRONMENT, DATABASE_URL: "postgres://localhost/msa" });
  const words = {
    ...ruleFacts(locale, date),
    ...constantFacts(),
    keepTripEventsDays: kept.KEEP_TRIP_EVENTS_DAYS,
  };
  return {
    words: Object.fromEntries(Object.entries(words).map(([name, value]) => [name, String(value)])),
    tables: { ...factTables(locale, date), ...privacyTables(locale, kept) },
  };
}

const constantFacts = () => ({
  holdMinutes: PAYMENT_DEADLINE_MINUTES,
  quoteMinutes: QUOTE_MINUTES,
  codeMinutes: CODE_MINUTES,
  grantMinutes: GRANT_MINUTES,
  sessionDays: SESSION_SECONDS / 86_400,
  mileageYears: VALID_YEARS,
  maxParty: MAX_PARTY_UNITS,
});

function ruleFacts(locale: Locale, date: string) {
  const say = sayIn(locale);
  const of = <Row extends { scope: FlightScope; validFrom: string; validTo: string | null }>(
    rows: readonly Row[],
    scope: FlightScope,
  ) => requireRow(rows, date, scope, (row) => row.scope === scope);
  const anyRow = () => true;
  const ages = of(passengerPolicies.types, "INTERNATIONAL");
  const names = requireRow(nameCorrectionPolicies.limits, date, "limits", anyRow);
  const corrections = names.maxCorrections;
  return {
    salesDomestic: of(cutoffPolicies.sales, "DOMESTIC").minutesBeforeDeparture,
    salesInternational: of(cutoffPolicies.sales, "INTERNATIONAL").minutesBeforeDeparture,
    noShowDomestic: of(cutoffPolicies.noShow, "DOMESTIC").minutesBeforeDeparture,
    noShowInternational: of(cutoffPolicies.noShow, "INTERNATIONAL").minutesBeforeDeparture,
    freeHours: of(refundPolicies.waivers, "INTERNATIONAL").freeWithinHoursOfPurchase,
    freeDaysInternational: of(refundPolicies.waivers, "INTERNATIONAL").freeFromDaysToDeparture ?? "",
    infantFromDays: ages.infantFromDays,
    infantsPerAdult: ages.infantsPerAdult,
    aloneFromAge: ages.aloneFromAge,
    exitAge: requireRow(passengerPolicies.exitSeats, date, "exits", anyRow).fromAge,
    maxNameLetters: names.maxLetters,
    maxNameCorrections: say(String(corrections), corrections === 1 ? "once" : `${corrections} times`),
  };
}
