import { sql } from "drizzle-orm";
import { database, type Tx } from "@/db/client";
import { AppError } from "./errors";
import { uuidv7 } from "./ids";
import { withCorrelation } from "./log-context";
import { CORRELATION, spannedWithin } from "./trace";

/** The person or process that makes a request. SYSTEM is a reaction to an event, or a sweep. */
export type Actor =
  | { kind: "ANONYMOUS"; address: string }
  | { kind: "CUSTOMER"; id: string; email: string; address: string }
  | { kind: "ADMIN"; id: string; email: string; address: string }
  | { kind: "SYSTEM"; name: string };

/** What an adapter knows about a request. It is the first argument of every verb and of every read that is not public. */
export type RequestContext = {
  actor: Actor;
  /** The id of the event that caused the request; absent when a person made it. */
  causationId?: string;
  /** The id of the reservation that the request is about, when the caller knows it. */
  correlationId?: string;
};

/** The context inside a transaction. Helpers that write take it, so that they cannot write outside of a transaction. */
export type TxContext = RequestContext & { tx: Tx };

/** Runs `work` in one transaction (READ COMMITTED), so that state, audit row and outbox row are committed together. */
export function transaction<T>(ctx: RequestContext, work: (ctx: TxContext) => Promise<T>): Promise<T> {
  const { correlationId } = ctx;
  const attributes = correlationId ? { [CORRELATION]: correlationId } : {};
  return withCorrelation(correlationId, () =>
    spannedWithin("transaction", { attributes }, () => database().transaction((tx) => work({ ...ctx, tx }))),
  );
}

/** The time by the database's clock. Deadlines use it, because the clocks of replicas may differ. */
export async function databaseNow(tx: Tx): Promise<Date> {
  const { rows } = await tx.execute<{ now: Date }>(sql`select clock_timestamp() as now`);
  return new Date((rows[0] as { now: Date }).now);
}

export const systemContext = (name: string, causationId?: string): RequestContext => ({
  actor: { kind: "SYSTEM", name },
  ...(causationId && { causationId }),
});

type Member = Extract<Actor, { kind: "CUSTOMER" | "ADMIN" }>;

/** @throws AppError UNAUTHENTICATED when nobody is signed in. */
export function requireMember(actor: Actor): Member {
  if (actor.kind === "CUSTOMER" || actor.kind === "ADMIN") return actor;
  throw new AppError("UNAUTHENTICATED");
}

/** @throws AppError UNAUTHENTICATED or FORBIDDEN. */
export function requireAdmin(actor: Actor): Member {
  const member = requireMember(actor);
  if (member.kind !== "ADMIN") throw new AppError("FORBIDDEN");
  return member;
}

/** @throws AppError UNAUTHENTICATED or FORBIDDEN for everybody but administrators, reactions and sweeps. */
export function requireAdminOrSystem(actor: Actor): void {
  if (actor.kind !== "SYSTEM") requireAdmin(actor);
}

/** @throws AppError FORBIDDEN for everybody but reactions and sweeps. */
export function requireSystem(actor: Actor): void {
  if (actor.kind !== "SYSTEM") throw new AppError("FORBIDDEN");
}

export const actorId = (actor: Actor): string =>
  actor.kind === "SYSTEM" ? actor.name : actor.kind === "ANONYMOUS" ? actor.address : actor.id;

/** The correlation id of the context; a new id when it has none. */
export const correlationOf = (ctx: RequestContext): string => ctx.correlationId ?? uuidv7();

/** The network address of the request; "system" for reactions and sweeps. */
export const actorAddress = (actor: Actor): string => (actor.kind === "SYSTEM" ? "system" : actor.address);
