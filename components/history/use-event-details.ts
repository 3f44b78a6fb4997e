import { useLocale, useTranslations } from "next-intl";
import { shortSubject } from "@/components/notification/short-subject";
import { knownKey } from "@/components/ui/known-key";
import { formatInstant, formatInteger, formatKrw } from "@/i18n/format";
import type { Locale } from "@/server/shared/airline";
import { KOREA_ZONE } from "@/server/shared/airline";
import { eventTitle, type TitleKey } from "./event-title";
import type { TimelineEntry } from "./types";

type Summary = TimelineEntry["summary"];

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);
const number = (value: unknown) => (typeof value === "number" ? value : null);
const list = (value: unknown): Summary[] => (Array.isArray(value) ? value : []);

/** `서울 → 제주`, for each flight in the event's copy of the itinerary. */
function route(summary: Summary, locale: Locale): string | null {
  const city = locale === "ko" ? "CityKo" : "CityEn";
  const legs = list(summary.segments).map(
    (leg) => `${leg[`origin${city}`] ?? leg.origin} → ${leg[`destination${city}`] ?? leg.destination}`,
  );
  return legs.length > 0 ? legs.join(", ") : null;
}

const seats = (summary: Summary) =>
  list(summary.seats)
    .map((flight) => `${flight.designator} ${(flight.seats as string[]).join(", ")}`)
    .join(" · ");

const messages = [
  "paymentDue",
  "confirmed",
  "seatsChanged",
  "cancelled",
  "flightCancelled",
  "partCancelled",
  "holdEnded",
  "noShow",
  "paymentRefused",
  "paymentFailed",
  "refundCompleted",
  "milesCredited",
  "milesReversed",
  "milesAdjusted",
] as const;
const refusals = [
  "HOLD_EXPIRED",
  "ALREADY_PAID",
  "CANCELLED",
  "AMOUNT_MISMATCH",
  "SALES_CLOSED",
  "FLIGHT_DEPARTED",
] as const;

/** Writes single facts of an event's summary in the reader's language; null when the summary lacks the fact. */
function useEventFacts() {
  const t = useTranslations("history.detail");
  const refusal = useTranslations("history.refusal");
  const message = useTranslations("history.message");
  const locale = useLocale();
  const won = (value: unknown) => formatKrw(number(value) ?? 0, locale);
  const miles = (value: unknown) => formatInteger(Math.abs(number(value) ?? 0));
  const balance = (value: unknown) => formatInteger(number(value) ?? 0);
  const party = (s: Summary) => {
    const count = number(s.passengerCount);
    return count === null ? null : t("passengers", { count });
  };
  const deadline = (s: Summary) => {
    const at = text(s.paymentDeadline);
    return at && t("deadline", { at: formatInstant(at, KOREA_ZONE, "shortDateTime", locale) });
  };
  const refundDue = (s: Summary) =>
    number(s.refundAmount) ? t("refundDue", { amount: won(s.refundAmount) }) : t("noRefund");
  const reason = (s: Summary) => text(s.reason) && t("reason", { reason: String(s.reason) });
  const refusedFor = (s: Summary) => {
    const known = knownKey(refusals, s.reason, null);
    return known && refusal(known);
  };
  // A stored subject keeps the language it was written in; the name of its template is translated.
  const subject = (s: Summary) => {
    const known = knownKey(messages, s.template, null);
    return known ? message(known) : shortSubject(text(s.subject) ?? "");
  };
  const flights = (s: Summary) => route(s, locale);
  const legs = (s: Summary, kept: boolean) =>
    route({ segments: list(s.segments).filter((leg) => (leg.kept === true) === kept) }, locale);
  const flown = (s: Summary) => {
    const departed = legs(s, true);
    return departed && t("departed", { route: departed });
  };
  return {
    won,
    miles,
    balance,
    party,
    deadline,
    refundDue,
    reason,
    refusedFor,
    subject,
    flights,
    legs,
    flown,
  };
}

/** The facts under an event's sentence, in the reader's language. */
export function useEventDetails(): (entry: Pick<TimelineEntry, "name" | "summary">) => string[] {
  const t = useTranslations("history.detail");
  const facts = useEventFacts();
  const { won, miles, balance, party, deadline, refundDue, reason } = facts;
  const { refusedFor, subject, flights, legs, flown } = facts;
  const milesMoved = (sign: "+" | "-") => (s: Summary) => [
    t("miles", { miles: `${sign}${miles(s.deltaMiles)}` }),
    t("balance", { miles: balance(s.balanceMiles) }),
  ];
  const details: Record<TitleKey, (s: Summary) => (string | null)[]> = {
    held: (s) => [flights(s), party(s), t("total", { amount: won(s.totalAmount) }), deadline(s)],
    created: (s) => [flights(s), party(s), t("paid", { amount: won(s.totalAmount) })],
    seatsChanged: (s) => [seats(s)],
    cancelled: (s) => [legs(s, false), refundDue(s), flown(s)],
    flightCancelled: (s) => [legs(s, false), refundDue(s), reason(s), flown(s)],
    partCancelled: (s) => [flights(s), refundDue(s)],
    expired: (s) => [flights(s)],
    salesClosed: (s) => [flights(s)],
    released: (s) => [flights(s)],
    heldFlightCancelled: (s) => [flights(s)],
    noShow: (s) => [flights(s)],
    paymentCaptured: (s) => [t("paid", { amount: won(s.amount) })],
    paymentFailed: () => [t("nothingCharged")],
    paymentRefused: (s) => [t("refundDue", { amount: won(s.amount) }), refusedFor(s)],
    refundCompleted: (s) => [t("refund", { amount: won(s.amount) })],
    refundFailed: (s) => [t("refund", { amount: won(s.amount) }), t("retrying")],
    milesIncreased: milesMoved("+"),
    milesDecreased: milesMoved("-"),
    milesGiven: milesMoved("+"),
    milesTaken: milesMoved("-"),
    inboxSent: (s) => [subject(s)],
    emailSent: (s) => [subject(s)],
    emailResent: (s) => [subject(s)],
    messageFailed: (s) => [subject(s)],
    registered: () => [],
    languageChanged: () => [],
    other: () => [],
  };
  return (entry) =>
    details[eventTitle(entry)](entry.summary).filter((detail): detail is string => Boolean(detail));
}
