import { webConsents } from "@/server/consent/testing/stated";
import { beginPayment } from "@/server/flows/begin-payment";
import { takeNotice } from "@/server/flows/take-notice";
import { holdSeats } from "@/server/reservation";
import type { RequestContext } from "@/server/shared/context";
import type { Airline } from "./airline";
import { holdInput, openCheckout, signedNotice } from "./booking";
import type { Customer } from "./customers";

/** A whole booking by the verbs that the site calls, in this process: hold, payment page, notice of the provider. */
export async function bookByVerbs(
  airline: Airline,
  customer: Customer,
  flightId: number,
): Promise<{ ctx: RequestContext; reservationId: string }> {
  const { id, email, address } = customer;
  const ctx = { actor: { kind: "CUSTOMER" as const, id, email, address } };
  const { reservationId } = await holdSeats(ctx, holdInput(flightId, customer));
  await beginPayment(ctx, reservationId, await webConsents());
  const { payload, signature } = signedNotice(await openCheckout(airline, reservationId));
  await takeNotice(payload, signature);
  airline.confirmed++;
  return { ctx, reservationId };
}
