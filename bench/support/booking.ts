import Stripe from "stripe";
import { consentsToday } from "@/server/consent/testing/stated";
import { uuidv7 } from "@/server/shared/ids";
import type { Airline } from "./airline";
import type { Customer } from "./customers";
import type { Site } from "./site";

/** A new passenger each time: a flight carries a person once, and few customers book for many. */
const passenger = () => ({
  type: "ADULT" as const,
  surname: "KIM",
  givenName: uuidv7()
    .slice(-12)
    .replaceAll(/\d/g, (digit) => "GHIJKLMNOP"[Number(digit)] as string),
  birthDate: "1990-05-05",
  gender: "F" as const,
});

/** One adult on one flight, complete with the passenger. */
export const holdInput = (flightId: number, customer: Pick<Customer, "email">) => ({
  segments: [{ flightId, brand: "STANDARD" as const }],
  adults: 1,
  idempotencyKey: uuidv7(),
  locale: "ko" as const,
  passengers: [passenger()],
  contact: { email: customer.email },
  overlapConfirmed: true,
});

/** Holds one seat through the API of a process of the site. @returns the reservation's id. */
export async function hold(
  airline: Airline,
  customer: Customer,
  flightId: number,
  site: Site = airline.site,
): Promise<string> {
  const body = holdInput(flightId, customer);
  const held = await site.post<{ reservationId: string }>("/api/v1/reservations", body, customer, 201);
  return held.reservationId;
}

/**
 * A whole booking over HTTP: hold, payment page opened at the provider, and the provider's signed notice
 * that the money is there. The answer to the notice comes after the reservation is created and its
 * event is in the outbox.
 *
 * @returns the reservation's id.
 */
export async function book(
  airline: Airline,
  customer: Customer,
  flightId: number,
  site: Site = airline.site,
): Promise<string> {
  const reservationId = await hold(airline, customer, flightId, site);
  const path = `/api/v1/reservations/${reservationId}/payment`;
  await site.post<{ url: string }>(path, { consents: consentsToday() }, customer, 201);
  const notice = signedNotice(await openCheckout(airline, reservationId));
  const signature = { "stripe-signature": notice.signature };
  await site.postText("/api/payments/webhook", notice.payload, signature, 200);
  airline.confirmed++;
  return reservationId;
}

type Checkout = { paymentId: string; sessionId: string; amount: number };

/** What the provider knows of an open payment page. */
export async function openCheckout({ db }: Airline, reservationId: string): Promise<Checkout> {
  const { rows } = await db.query<Checkout>(
    `select id as "paymentId", checkout_session_id as "sessionId", amount::int from payment.payments
     where reservation_id = $1 and status = 'PENDING'`,
    [reservationId],
  );
  if (!rows[0]?.sessionId) throw new Error(`reservation ${reservationId} has no open payment page`);
  return rows[0];
}

/** `checkout.session.completed` as the provider would send and sign it. */
export function signedNotice({ paymentId, sessionId, amount }: Checkout): {
  payload: string;
  signature: string;
} {
  const payload = JSON.stringify({
    id: `evt_${uuidv7()}`,
    object: "event",
    type: "checkout.session.completed",
    data: {
      object: {
        id: sessionId,
        object: "checkout.session",
        status: "complete",
        payment_status: "paid",
        payment_intent: `pi_${uuidv7()}`,
        amount_total: amount,
        metadata: { paymentId },
      },
    },
  });
  const secret = process.env.STRIPE_WEBHOOK_SECRET ?? "";
  return { payload, signature: Stripe.webhooks.generateTestHeaderString({ payload, secret }) };
}
