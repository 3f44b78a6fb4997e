import pg from "pg";
import { beginPayment, takeNotice } from "@/app/_lib/payment-flow";
import { holdSeats } from "@/server/reservation";
import type { Airline } from "../support/airline";
import { holdInput, openCheckout, signedNotice } from "../support/booking";
import type { Customer } from "../support/customers";

export type Statement = { text: string; values: unknown[] };

/** The statements of one whole booking, and what in them belongs to this booking alone. */
export type Recording = {
  statements: Statement[];
  customer: Customer;
  flightId: number;
  locator: string;
  sessionId: string;
  clientKey: string;
};

/**
 * Makes one booking by the verbs that the site calls, in this process, and writes down every statement
 * that they send: that is "the same SQL", whatever the verbs become.
 */
export async function recordBooking(airline: Airline): Promise<Recording> {
  // Once unrecorded: the rules of sale are then in the cache, as they are in a site at work.
  await bookByVerbs(airline, airline.payer(), airline.flight());
  // The statements say how many units the brand may sell: as many as the largest flight has.
  return bookByVerbs(airline, airline.payer(), await airline.hotFlight());
}

async function bookByVerbs(airline: Airline, customer: Customer, flightId: number): Promise<Recording> {
  const { id, email, address } = customer;
  const ctx = { actor: { kind: "CUSTOMER" as const, id, email, address } };
  const opened = await recorded(async () => {
    const held = await holdSeats(ctx, holdInput(flightId, customer));
    await beginPayment(ctx, held.reservationId);
    return held;
  });
  const { reservationId, locator } = opened.result;
  const checkout = await openCheckout(airline, reservationId);
  const { payload, signature } = signedNotice(checkout);
  const paid = await recorded(() => takeNotice(payload, signature));
  airline.confirmed++;
  return {
    statements: [...opened.statements, ...paid.statements],
    customer,
    flightId,
    locator,
    sessionId: checkout.sessionId,
    clientKey: await clientKeyOf(airline, reservationId),
  };
}

async function clientKeyOf({ db }: Airline, reservationId: string): Promise<string> {
  const { rows } = await db.query<{ key: string }>(
    "select client_key as key from reservation.reservations where id = $1",
    [reservationId],
  );
  return rows[0]?.key ?? "";
}

type Query = (...args: unknown[]) => unknown;

/** Listens to all connections of this process while `work` runs; nothing else may use them meanwhile. */
async function recorded<T>(work: () => Promise<T>): Promise<{ result: T; statements: Statement[] }> {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const query = prototype.query;
  const statements: Statement[] = [];
  prototype.query = function (this: unknown, ...args: unknown[]) {
    statements.push(statementOf(args));
    return query.apply(this, args);
  };
  try {
    return { result: await work(), statements };
  } finally {
    prototype.query = query;
  }
}

function statementOf([query, values]: unknown[]): Statement {
  const config = typeof query === "string" ? { text: query } : (query as Partial<Statement>);
  return {
    text: config.text ?? "",
    values: (Array.isArray(values) ? values : config.values) ?? [],
  };
}
