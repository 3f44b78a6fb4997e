import { allConsents } from "@/server/consent/testing/stated";
import { cancelReservation, quoteRefundOf } from "@/server/reservation";
import type { Locale } from "@/server/shared/airline";
import { uuidv7 } from "@/server/shared/ids";
import type { Airline, Customer } from "./airline";
import { flightOnSale } from "./flights";
import { until } from "./until";

export type Held = { reservationId: string; locator: string; paymentDeadline: string };

const passenger = { type: "ADULT", surname: "KIM", givenName: "MINJI", birthDate: "1990-05-05", gender: "F" };

export const holdBody = (flightId: number, customer: Customer, idempotencyKey = uuidv7(), locale = "ko") => ({
  segments: [{ flightId, brand: "STANDARD" }],
  adults: 1,
  idempotencyKey,
  locale,
  passengers: [passenger],
  contact: { email: customer.email },
  // All flights of tests leave at the same time, so bookings overlap.
  overlapConfirmed: true,
});

/** Holds one seat through the site's API, on a flight of its own unless one is given. */
export async function hold(
  airline: Airline,
  customer: Customer,
  flightId?: number,
  locale?: Locale,
): Promise<Held> {
  const id = flightId ?? (await flightOnSale()).id;
  const { status, body } = await airline.post<Held>(
    customer,
    "/api/v1/reservations",
    holdBody(id, customer, undefined, locale),
  );
  if (status !== 201) throw new Error(`hold: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** The body of a payment of a customer who agrees to everything. */
export const paymentBody = async () => ({ consents: await allConsents() });

/** Opens the provider's page for a hold. @returns the checkout session. */
export async function openCheckout(airline: Airline, customer: Customer, held: Held): Promise<string> {
  const { status, body } = await airline.post<{ url: string }>(
    customer,
    `/api/v1/reservations/${held.reservationId}/payment`,
    await paymentBody(),
  );
  const session = /cs_[A-Za-z0-9_]+/.exec(body.url ?? "")?.[0];
  if (status !== 201 || !session) throw new Error(`payment: ${status} ${JSON.stringify(body)}`);
  return session;
}

/** Pays a checkout session with one of the gateway's test cards. */
export const pay = (airline: Airline, session: string, card = "success") =>
  airline.gateway("/_control/complete", { session, card });

/** Cancels a booking as its customer, by a fresh quote. */
export async function cancelBooking(customer: Customer, reservationId: string): Promise<void> {
  const { id, email } = customer;
  const ctx = { actor: { kind: "CUSTOMER" as const, id, email, address: id } };
  const { quoteId } = await quoteRefundOf(ctx, { reservationId });
  await cancelReservation(ctx, { reservationId, quoteId });
}

/** Settles a late card: the provider takes the money when its payment page is to be closed. */
export async function settleLate(airline: Airline, session: string): Promise<void> {
  const headers = { authorization: `Bearer ${process.env.STRIPE_SECRET_KEY}` };
  const url = `${airline.stack.gateway.url}/v1/checkout/sessions/${session}/expire`;
  const { status } = await fetch(url, { method: "POST", headers });
  if (status !== 400) throw new Error(`the late card was not charged: ${status}`);
}

export async function bookingStatus(
  airline: Airline,
  customer: Customer,
  reservationId: string,
): Promise<string> {
  const response = await airline.fetch(customer, `/api/v1/reservations/${reservationId}`);
  return ((await response.json()) as { status: string }).status;
}

/** Holds, pays at the provider, and waits until the reservation is created. */
export async function book(
  airline: Airline,
  customer: Customer,
  flightId?: number,
  card?: string,
): Promise<Held> {
  const held = await hold(airline, customer, flightId);
  await pay(airline, await openCheckout(airline, customer, held), card);
  await until(
    () => bookingStatus(airline, customer, held.reservationId),
    (s) => s === "CREATED",
    { timeoutMs: 30_000 },
  );
  return held;
}
