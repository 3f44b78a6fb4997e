import type account from "@/messages/ko/account.json";
import type admin from "@/messages/ko/admin.json";
import type booking from "@/messages/ko/booking.json";
import type change from "@/messages/ko/change.json";
import type common from "@/messages/ko/common.json";
import type errors from "@/messages/ko/errors.json";
import type history from "@/messages/ko/history.json";
import type home from "@/messages/ko/home.json";
import type identity from "@/messages/ko/identity.json";
import type layout from "@/messages/ko/layout.json";
import type legal from "@/messages/ko/legal.json";
import type mileage from "@/messages/ko/mileage.json";
import type notifications from "@/messages/ko/notifications.json";
import type payment from "@/messages/ko/payment.json";
import type profile from "@/messages/ko/profile.json";
import type saleEvents from "@/messages/ko/saleEvents.json";
import type search from "@/messages/ko/search.json";
import type trips from "@/messages/ko/trips.json";
import type waiting from "@/messages/ko/waiting.json";
import type { Locale } from "./routing";

/** The shape of the Korean files. The compiler checks the key of every message against it. */
export type Messages = {
  common: typeof common;
  layout: typeof layout;
  errors: typeof errors;
  home: typeof home;
  search: typeof search;
  waiting: typeof waiting;
  booking: typeof booking;
  change: typeof change;
  payment: typeof payment;
  legal: typeof legal;
  trips: typeof trips;
  mileage: typeof mileage;
  history: typeof history;
  notifications: typeof notifications;
  identity: typeof identity;
  account: typeof account;
  profile: typeof profile;
  admin: typeof admin;
  saleEvents: typeof saleEvents;
};

export type Namespace = keyof Messages;

const namespaces = [
  "common",
  "layout",
  "errors",
  "home",
  "search",
  "waiting",
  "booking",
  "change",
  "payment",
  "legal",
  "trips",
  "mileage",
  "history",
  "notifications",
  "identity",
  "account",
  "profile",
  "admin",
  "saleEvents",
] as const satisfies readonly Namespace[];

async function assemble(locale: Locale): Promise<Messages> {
  const parts = await Promise.all(
    namespaces.map(async (name) => [name, (await import(`../messages/${locale}/${name}.json`)).default]),
  );
  return Object.fromEntries(parts) as Messages;
}

const assembled = new Map<Locale, Promise<Messages>>();

/** All messages of a language, assembled once per process from `messages/<locale>/<namespace>.json`. */
export function loadMessages(locale: Locale): Promise<Messages> {
  const known = assembled.get(locale) ?? assemble(locale);
  assembled.set(locale, known);
  return known;
}
