import type account from "@/messages/ko/account.json";
import type admin from "@/messages/ko/admin.json";
import type booking from "@/messages/ko/booking.json";
import type change from "@/messages/ko/change.json";
import type common from "@/messages/ko/common.json";
import type errors from "@/messages/ko/errors.json";
import type history from "@/messages/ko/history.json";
import type identity from "@/messages/ko/identity.json";
import type layout from "@/messages/ko/layout.json";
import type mileage from "@/messages/ko/mileage.json";
import type notifications from "@/messages/ko/notifications.json";
import type payment from "@/messages/ko/payment.json";
import type search from "@/messages/ko/search.json";
import type trips from "@/messages/ko/trips.json";
import type { Locale } from "./routing";

/** The shape of the Korean files. The compiler checks the key of every message against it. */
export type Messages = {
  common: typeof common;
  layout: typeof layout;
  errors: typeof errors;
  search: typeof search;
  booking: typeof booking;
  change: typeof change;
  payment: typeof payment;
  trips: typeof trips;
  mileage: typeof mileage;
  history: typeof history;
  notifications: typeof notifications;
  identity: typeof identity;
  account: typeof account;
  admin: typeof admin;
};

export type Namespace = keyof Messages;

const namespaces = [
  "common",
  "layout",
  "errors",
  "search",
  "booking",
  "change",
  "payment",
  "trips",
  "mileage",
  "history",
  "notifications",
  "identity",
  "account",
  "admin",
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
