import pg from "pg";
import type { Airline } from "@/bench/support/airline";
import { holdInput, openCheckout, signedNotice } from "@/bench/support/booking";
import type { Customer } from "@/bench/support/customers";
import { webConsents } from "@/server/consent/testing/stated";
import { beginPayment } from "@/server/flows/begin-payment";
import { takeNotice } from "@/server/flows/take-notice";
import { holdSeats } from "@/server/reservation";

export type Statement = { text: string; values: unknown[] };

/** The statements of one whole booking, and the values that belong to this booking alone. */
export type Recording = {
  statements: Statement[];
  customer: Customer;
  flightId: number;
  locator: string;
  sessionId: string;
  clientKey: string;
};

/**
 * Makes one booking by the verbs that the site calls, in this process, and records every statement that they send.
 * So the comparison is always with the site's present SQL.
 */
export async function recordBooking(airline: Airline): Promise<Recording> {
  // Once without recording: afterwards the rules of sale are in the cache, as in a running site.
  await bookByVerbs(airline, airline.payer(), airline.flight());
  // The statements say how many units the brand may sell: as many as the largest flight has.
  return bookByVerbs(airline, airline.payer(), await airline.hotFlight());
}

async function bookByVerbs(airline: Airline, customer: Customer, flightId: number): Promise<Recording> {
  const { id, email, address } = customer;
  const ctx = { actor: { kind: "CUSTOMER" as const, id, email, address } };
  const opened = await recorded(async () => {
    const held = await holdSeats(ctx, holdInput(flightId, customer));
    await beginPayment(ctx, held.reservationId, await webConsents());
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

/** Records the statements of all connections of this process while `work` runs; nothing else may use them. */
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
