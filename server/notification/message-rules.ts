import { exchangedMiles } from "@/server/mileage/events";
import { airline, type Locale } from "@/server/shared/airline";
import type { DataOf } from "@/server/shared/events";
import { type NotifiableData, type NotifiableKey, notifiableEvents } from "./events";
import { enContact, koContact } from "./templates/contact";
import type { MessageContent, Templates } from "./templates/content";
import { en } from "./templates/en";
import { ko } from "./templates/ko";

const languages: Record<Locale, Templates> = { ko: { ...ko, ...koContact }, en: { ...en, ...enContact } };

type Composed = { template: keyof Templates; content: MessageContent; link: string };
type Compose<K extends NotifiableKey> = (
  data: NotifiableData[K],
  say: Templates,
  state: MessageState,
) => Composed;

/** `isOver`: what the event asks its reader to do is done by now, or can be done no more. */
export type MessageState = { isOver: boolean };

const trip = (data: { locator: string }) => `/trips/${data.locator}`;
const checkout = (data: { reservationId: string }) => `/book/${data.reservationId}/review`;

/** The template of the notice to an address that is no longer the contact of a trip. */
export const CONTACT_REPLACED = "contactReplaced";

/** The text about each event, and where its link leads (a path below the locale). */
const compositions: { [K in NotifiableKey]: Compose<K> } = {
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
  partCancelled: (r, say) => ({
    template: "partCancelled",
    content: say.partCancelled(r),
    link: trip(r),
  }),
  flightsChanged: (r, say) => ({
    template: "flightsChanged",
    content: say.flightsChanged(r),
    link: trip(r),
  }),
  changePaymentRequested: (r, say, { isOver }) =>
    isOver
      ? { template: "changePaymentOver", content: say.changePaymentOver(r), link: trip(r) }
      : { template: "changePaymentDue", content: say.changePaymentDue(r), link: trip(r) },
  changeExpired: (r, say) => ({
    template: "changeExpired",
    content: say.changeExpired(r),
    link: trip(r),
  }),
  reservationSplit: (r, say) => ({
    template: "bookingSplit",
    content: say.bookingSplit(r),
    link: trip(r),
  }),
  nameCorrected: (r, say) => ({
    template: "nameCorrected",
    content: say.nameCorrected(r),
    link: trip(r),
  }),
  reservationExpired: (r, say) => ({
    template: "holdEnded",
    content: say.holdEnded(r),
    link: "/",
  }),
  noShowRecorded: (r, say) => ({
    template: "noShow",
    content: say.noShow(r),
    link: trip(r),
  }),
  flightRetimed: (r, say) => ({
    template: "flightRetimed",
    content: say.flightRetimed(r),
    link: trip(r),
  }),
  contactChanged: (r, say) => ({
    template: "contactChanged",
    content: say.contactChanged(r),
    link: trip(r),
  }),
  contactReplaced: (r, say) => ({
    template: CONTACT_REPLACED,
    content: say.contactReplaced(r),
    link: "/trips/find",
  }),
  paymentRefused: (r, say) =>
    r.changeId
      ? { template: "changeRefused", content: say.changeRefused(r), link: trip(r) }
      : { template: "paymentRefused", content: say.paymentRefused(r), link: trip(r) },
  paymentFailed: (p, say) =>
    p.changeId
      ? { template: "changePaymentFailed", content: say.changePaymentFailed(p), link: trip(p) }
      : { template: "paymentFailed", content: say.paymentFailed(p), link: checkout(p) },
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
  mileageAdjusted: (m, say) => ({
    template: "milesAdjusted",
    content: say.milesAdjusted(m),
    link: "/mileage",
  }),
};

/** An event about which customers are notified, with the fields of its data that this context reads. */
export type NotifiableEvent = {
  [K in NotifiableKey]: { key: K; data: NotifiableData[K] };
}[NotifiableKey];

/**
 * Checks the data of an event against this context's contract, which removes all fields that it does not name.
 *
 * @throws Error for an event about which customers are not notified, and for data that breaks the contract.
 */
export function parseNotifiableEvent(name: string, data: unknown): NotifiableEvent {
  const key = (Object.keys(notifiableEvents) as NotifiableKey[]).find(
    (each) => notifiableEvents[each].name === name,
  );
  if (!key) throw new Error(`customers are not notified of ${name}`);
  const parsed = notifiableEvents[key].data.parse(data);
  return {
    key,
    data: key === "flightsChanged" ? withMiles(parsed as ReadChange) : parsed,
  } as NotifiableEvent;
}

type ReadChange = DataOf<(typeof notifiableEvents)["flightsChanged"]>;

/** The miles of a change follow from fields that no text may read. */
function withMiles(change: ReadChange): NotifiableData["flightsChanged"] {
  const shown = (segments: ReadChange["segments"]) =>
    segments.map(({ distanceMiles, mileageRatePercent, ...segment }) => segment);
  const { before, segments, customerKind } = change;
  const miles = customerKind === "GUEST" ? { takenBackMiles: 0, earnedMiles: 0 } : exchangedMiles(change);
  return { ...change, before: shown(before), segments: shown(segments), miles };
}

/** The customer to notify, and the language and address that the event itself gives; null where it gives none. */
export function addresseeOf({ data }: NotifiableEvent): {
  recipientId: string;
  locale: Locale | null;
  address: string | null;
  /** The reservation whose contact is told, when the event does not carry the address; null for a member's own business. */
  contactOf: string | null;
} {
  return {
    recipientId: "memberId" in data ? data.memberId : data.customerId,
    locale: "locale" in data ? data.locale : null,
    address: "contactEmail" in data ? data.contactEmail : null,
    contactOf: "contactEmail" in data || "memberId" in data ? null : data.reservationId,
  };
}

/** The message about an event, in the reader's language. `state`: how things are when it is written. */
export function composeMessage(
  event: NotifiableEvent,
  locale: Locale,
  state: MessageState = { isOver: false },
): Composed {
  const compose = compositions[event.key] as Compose<NotifiableKey>;
  return compose(event.data as never, languages[locale], state);
}

/** The first line of an e-mail. `name` is the member's; null when it is not known. */
export function greetingOf(name: string | null, locale: Locale): string {
  return locale === "ko"
    ? `${name ? `${name} ` : ""}고객님, 안녕하세요. ${airline.nameKo}입니다.`
    : `Dear ${name ?? "customer"},`;
}
