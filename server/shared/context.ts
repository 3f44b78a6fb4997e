import { sql } from "drizzle-orm";
import { database, type Tx } from "@/db/client";
import { AppError } from "./errors";
import { uuidv7 } from "./ids";

/** Who asks. SYSTEM is a reaction to an event or a sweep. */
export type Actor =
  | { kind: "ANONYMOUS"; address: string }
  | { kind: "CUSTOMER"; id: string; email: string; address: string }
  | { kind: "ADMIN"; id: string; email: string; address: string }
  | { kind: "SYSTEM"; name: string };

/** What an adapter knows of a request: every verb's first argument. */
export type RequestContext = {
  actor: Actor;
  /** The event that made this happen; absent when a person did. */
  causationId?: string;
  /** The reservation that all of this is about, where the caller knows it. */
  correlationId?: string;
};

/** Inside a transaction. Helpers that write take this, so that none can write outside of one. */
export type TxContext = RequestContext & { tx: Tx };

/** Runs `work` in one transaction (READ COMMITTED): state, audit row and outbox row together. */
export function transaction<T>(ctx: RequestContext, work: (ctx: TxContext) => Promise<T>): Promise<T> {
  return database().transaction((tx) => work({ ...ctx, tx }));
}

/** The database's clock: deadlines follow it, whatever a replica's clock says. */
export async function databaseNow(tx: Tx): Promise<Date> {
  const { rows } = await tx.execute<{ now: Date }>(sql`select clock_timestamp() as now`);
  return new Date((rows[0] as { now: Date }).now);
}

export const systemContext = (name: string, causationId?: string): RequestContext => ({
  actor: { kind: "SYSTEM", name },
  ...(causationId && { causationId }),
});

type Member = Extract<Actor, { kind: "CUSTOMER" | "ADMIN" }>;

/** @throws AppError UNAUTHENTICATED when nobody has signed in. */
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

/** @throws AppError FORBIDDEN: only reactions and sweeps may do this. */
export function requireSystem(actor: Actor): void {
  if (actor.kind !== "SYSTEM") throw new AppError("FORBIDDEN");
}

export const actorId = (actor: Actor): string =>
  actor.kind === "SYSTEM" ? actor.name : actor.kind === "ANONYMOUS" ? actor.address : actor.id;

/** A fresh correlation id where no reservation is known. */
export const correlationOf = (ctx: RequestContext): string => ctx.correlationId ?? uuidv7();

/** Where the request came from; reactions come from nowhere. */
export const actorAddress = (actor: Actor): string => (actor.kind === "SYSTEM" ? "system" : actor.address);
