import { useLocale, useTranslations } from "next-intl";
import { shortSubject } from "@/components/notification/short-subject";
import { knownKey } from "@/components/ui/known-key";
import { formatInstant, formatInteger, formatKrw } from "@/i18n/format";
import { KOREA_ZONE } from "@/server/shared/airline";
import { eventTitle, type TitleKey } from "./event-title";
import { listOf, routeOf } from "./route-of";
import type { TimelineEntry } from "./types";
import { useChangeDetails } from "./use-change-details";

type Summary = TimelineEntry["summary"];

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);
const number = (value: unknown) => (typeof value === "number" ? value : null);

const seats = (summary: Summary) =>
  listOf(summary.seats)
    .map((flight) => `${flight.designator} ${(flight.seats as string[]).join(", ")}`)
    .join(" · ");

const messages = [
  "paymentDue",
  "confirmed",
  "seatsChanged",
  "cancelled",
  "flightCancelled",
  "partCancelled",
  "flightsChanged",
  "changePaymentDue",
  "changePaymentOver",
  "changeExpired",
  "changeRefused",
  "changePaymentFailed",
  "bookingSplit",
  "nameCorrected",
  "holdEnded",
  "noShow",
  "flightRetimed",
  "contactChanged",
  "contactReplaced",
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
  "CHANGE_OUTDATED",
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
  const departure = (s: Summary) => {
    const [at, zone] = [text(s.expectedDepartsAt), text(listOf(s.segments)[0]?.originZone)];
    return at && zone && t("newDeparture", { at: formatInstant(at, zone, "shortDateTime", locale) });
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
  const contactParts = (s: Summary) =>
    Array.isArray(s.changed) && s.changed.length > 0
      ? s.changed.map((part) => t(part === "EMAIL" ? "email" : "phone")).join(", ")
      : null;
  const flights = (s: Summary) => routeOf(s, locale);
  const legs = (s: Summary, kept: boolean) =>
    routeOf({ segments: listOf(s.segments).filter((leg) => (leg.kept === true) === kept) }, locale);
  const flown = (s: Summary) => {
    const departed = legs(s, true);
    return departed && t("departed", { route: departed });
  };
  return {
    ...{ won, miles, balance, party, deadline, refundDue, reason, refusedFor },
    ...{ subject, departure, flights, legs, flown, contactParts },
  };
}

const nothing = (): [] => [];
/** Events whose sentence says it all. */
const withoutDetails = { registered: nothing, languageChanged: nothing, other: nothing };

/** The facts under an event's sentence, in the reader's language. */
export function useEventDetails(): (entry: Pick<TimelineEntry, "name" | "summary">) => string[] {
  const t = useTranslations("history.detail");
  const facts = useEventFacts();
  const change = useChangeDetails();
  const { won, miles, balance, party, deadline, refundDue, reason } = facts;
  const { refusedFor, subject, departure, flights, legs, flown, contactParts } = facts;
  const milesMoved = (sign: "+" | "-") => (s: Summary) => [
    t("miles", { miles: `${sign}${miles(s.deltaMiles)}` }),
    t("balance", { miles: balance(s.balanceMiles) }),
  ];
  const route = (s: Summary) => [flights(s)];
  const details: Record<TitleKey, (s: Summary) => (string | null)[]> = {
    held: (s) => [flights(s), party(s), t("total", { amount: won(s.totalAmount) }), deadline(s)],
    created: (s) => [flights(s), party(s), t("paid", { amount: won(s.totalAmount) })],
    seatsChanged: (s) => [seats(s)],
    cancelled: (s) => [legs(s, false), refundDue(s), flown(s)],
    flightCancelled: (s) => [legs(s, false), refundDue(s), reason(s), flown(s)],
    // Its title names the flights.
    partCancelled: (s) => [s.givenUp === undefined ? flights(s) : null, refundDue(s)],
    flightsChanged: change.flightsChanged,
    changePaymentRequested: (s) => [flights(s), t("toPay", { amount: won(s.balance) }), deadline(s)],
    changeExpired: (s) => [flights(s), t("tripStays")],
    changeWithdrawn: (s) => [flights(s), t("tripStays")],
    claimed: (s) => [flights(s), party(s)],
    split: (s) => [flights(s), t("newLocator", { locator: String(s.newLocator) })],
    splitOff: (s) => [flights(s), party(s), t("fromLocator", { locator: String(s.fromLocator) })],
    nameCorrected: (s) => [flights(s), t("newTicket")],
    ...{ expired: route, salesClosed: route, released: route, heldFlightCancelled: route, noShow: route },
    flightRetimed: (s) => [flights(s), departure(s)],
    contactChanged: (s) => [contactParts(s)],
    paymentCaptured: (s) => [t("paid", { amount: won(s.amount) })],
    paymentFailed: () => [t("nothingCharged")],
    paymentRefused: (s) => [t("refundDue", { amount: won(s.amount) }), refusedFor(s)],
    changeRefused: (s) => [t("refundDue", { amount: won(s.amount) }), change.refusedFor(s)],
    refundCompleted: (s) => [t("refund", { amount: won(s.amount) })],
    refundFailed: (s) => [t("refund", { amount: won(s.amount) }), t("retrying")],
    milesIncreased: milesMoved("+"),
    milesDecreased: milesMoved("-"),
    milesExchanged: change.milesExchanged,
    milesGiven: milesMoved("+"),
    milesTaken: milesMoved("-"),
    inboxSent: (s) => [subject(s)],
    emailSent: (s) => [subject(s)],
    emailResent: (s) => [subject(s)],
    messageFailed: (s) => [subject(s)],
    ...withoutDetails,
  };
  return (entry) =>
    details[eventTitle(entry)](entry.summary).filter((detail): detail is string => Boolean(detail));
}
