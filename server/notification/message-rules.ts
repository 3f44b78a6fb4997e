import { toldEvents } from "./events";
import type { MessageContent, Templates, ToldData } from "./templates/content";
import { en } from "./templates/en";
import { ko } from "./templates/ko";

const languages: Record<"ko" | "en", Templates> = { ko, en };

type Key = keyof ToldData;
type Composed = { template: keyof Templates; content: MessageContent; link: string };
type Compose<K extends Key> = (data: ToldData[K], say: Templates) => Composed;

const trip = (data: { locator: string }) => `/trips/${data.locator}`;
const checkout = (data: { reservationId: string }) => `/book/${data.reservationId}/review`;

/** What is said about each event, and where the message leads (a path below the locale). */
const compositions: { [K in Key]: Compose<K> } = {
  reservationHeld: (r, say) => ({
    template: "paymentDue",
    content: say.paymentDue(r),
    link: checkout(r),
  }),
  reservationCreated: (r, say) => ({
    template: "confirmed",
    content: say.confirmed(r),
    link: trip(r),
  }),
  reservationChanged: (r, say) => ({
    template: "seatsChanged",
    content: say.seatsChanged(r),
    link: trip(r),
  }),
  reservationCancelled: (r, say) =>
    r.cause === "AIRLINE"
      ? { template: "flightCancelled", content: say.flightCancelled(r), link: trip(r) }
      : { template: "cancelled", content: say.cancelled(r), link: trip(r) },
  reservationExpired: (r, say) => ({
    template: "holdEnded",
    content: say.holdEnded(r),
    link: "/",
  }),
  paymentRefused: (r, say) => ({
    template: "paymentRefused",
    content: say.paymentRefused(r),
    link: trip(r),
  }),
  paymentFailed: (p, say) => ({
    template: "paymentFailed",
    content: say.paymentFailed(p),
    link: checkout(p),
  }),
  refundCompleted: (p, say) => ({
    template: "refundCompleted",
    content: say.refundCompleted(p),
    link: trip(p),
  }),
  mileageIncreased: (m, say) => ({
    template: "milesCredited",
    content: say.milesCredited(m),
    link: "/mileage",
  }),
  mileageDecreased: (m, say) => ({
    template: "milesReversed",
    content: say.milesReversed(m),
    link: "/mileage",
  }),
};

/** A told event with its data, checked against its contract. */
export type Told = { [K in Key]: { key: K; data: ToldData[K] } }[Key];

/** @throws Error when the event is not one that customers are told of, or its data breaks the contract. */
export function toldEvent(name: string, data: unknown): Told {
  const [key, definition] = Object.entries(toldEvents).find(([, e]) => e.name === name) ?? [];
  if (!definition) throw new Error(`customers are not told of ${name}`);
  return { key, data: definition.data.parse(data) } as Told;
}

/** Whom an event concerns, and what it says itself about how to reach them. */
export function addresseeOf({ data }: Told): {
  recipientId: string;
  locale: "ko" | "en" | null;
  address: string | null;
} {
  return {
    recipientId: "memberId" in data ? data.memberId : data.customerId,
    locale: "locale" in data ? data.locale : null,
    address: "contactEmail" in data ? data.contactEmail : null,
  };
}

/** The message about an event, in the reader's language. */
export function composeMessage(told: Told, locale: "ko" | "en"): Composed {
  const compose = compositions[told.key] as (data: Told["data"], say: Templates) => Composed;
  return compose(told.data, languages[locale]);
}
