import { sql } from "drizzle-orm";
import { database, type Tx } from "@/db/client";
import { AppError } from "./errors";
import type { CustomerKind } from "./fare-terms";
import { uuidv7 } from "./ids";
import { withCorrelation } from "./log-context";
import { isPermitted, type StaffPermission, type StaffRole } from "./staff-permissions";
import { CORRELATION, spannedWithin } from "./trace";

/**
 * The person or process that makes a request. TRAVELLER entered a one-time code and may manage one reservation without an
 * account. GUEST books without an account: the id stands for one session, and names the customer of its reservations. SYSTEM is a reaction to an event, or a sweep.
 */
export type Actor =
  | { kind: "ANONYMOUS"; address: string }
  | { kind: "TRAVELLER"; reservationId: string; grantId: string; address: string }
  | { kind: "GUEST"; id: string; email: string; phone: string; address: string }
  | { kind: "CUSTOMER"; id: string; email: string; address: string }
  | { kind: "STAFF"; role: StaffRole; id: string; email: string; address: string }
  | { kind: "SYSTEM"; name: string };

/** What an adapter knows about a request. It is the first argument of every verb and of every read that is not public. */
export type RequestContext = {
  actor: Actor;
  /** The id of the event that caused the request; absent when a person made it. */
  causationId?: string;
  /** The id of the reservation that the request is about, when the caller knows it. */
  correlationId?: string;
  /** The id of the session of the browser that asks; absent for programs, and for a session of a release that gave none. */
  sessionId?: string;
  /** The client of the API that acts for the actor's account; absent when a person acts on the site. */
  clientId?: string;
  /** What that client may hold unpaid at a time and make in an hour, in place of the caps of an account; null: those count. */
  holdCaps?: { unpaid: number | null; perHour: number | null };
  /** The tokens of the places in waiting rooms that the request came with. Nobody has checked them. */
  placeTokens?: readonly string[];
  /** The version of the order on which alone the verb may work, when the caller asks for one. */
  ifVersion?: number;
  /** Told the version of the order under its lock, and again after a change of it. The last one is what the verb leaves. */
  onVersion?: (version: number) => void;
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

/** Somebody with an account. Staff have the rights of a customer for bookings of their own. */
type Member = Extract<Actor, { kind: "CUSTOMER" | "STAFF" }>;
type Staff = Extract<Actor, { kind: "STAFF" }>;
type Guest = Extract<Actor, { kind: "GUEST" }>;

/** @throws AppError UNAUTHENTICATED when nobody is signed in. */
export function requireMember(actor: Actor): Member {
  if (actor.kind === "CUSTOMER" || actor.kind === "STAFF") return actor;
  throw new AppError("UNAUTHENTICATED");
}

/**
 * For what can be done without an account: to book, to pay, and to look after one's own reservations. A verb or read that asks
 * `requireMember` is closed to guests.
 *
 * @throws AppError UNAUTHENTICATED when nobody is signed in and nobody goes on as a guest.
 */
export const requireCustomer = (actor: Actor): Member | Guest =>
  actor.kind === "GUEST" ? actor : requireMember(actor);

/** Whose a customer's reservations are: a member's account, or a guest's session. */
export const customerKindOf = ({ kind }: Member | Guest): CustomerKind =>
  kind === "GUEST" ? "GUEST" : "MEMBER";

/**
 * For what only the owner of an account may do: a program that acts for the account has no say over it.
 *
 * @throws AppError UNAUTHENTICATED when nobody is signed in; FORBIDDEN for a program.
 */
export function requirePerson(ctx: RequestContext): Member {
  const member = requireMember(ctx.actor);
  if (ctx.clientId !== undefined) throw new AppError("FORBIDDEN");
  return member;
}

/**
 * For what every role may do. A verb or a read asks `requirePermission`.
 *
 * @throws AppError UNAUTHENTICATED, or FORBIDDEN for customers and the system.
 */
export function requireStaff(actor: Actor): Staff {
  const member = requireMember(actor);
  if (member.kind !== "STAFF") throw new AppError("FORBIDDEN");
  return member;
}

/** Returns true for staff whose role has the permission. */
export const hasPermission = (actor: Actor, permission: StaffPermission): boolean =>
  actor.kind === "STAFF" && isPermitted(actor.role, permission);

/** @throws AppError UNAUTHENTICATED, or FORBIDDEN for everybody whose role lacks the permission. */
export function requirePermission(actor: Actor, permission: StaffPermission): Staff {
  const staff = requireStaff(actor);
  if (!hasPermission(staff, permission)) throw new AppError("FORBIDDEN");
  return staff;
}

/** @throws AppError UNAUTHENTICATED or FORBIDDEN for everybody but staff with the permission, reactions and sweeps. */
export function requirePermissionOrSystem(actor: Actor, permission: StaffPermission): void {
  if (actor.kind !== "SYSTEM") requirePermission(actor, permission);
}

/** @throws AppError FORBIDDEN for everybody but reactions and sweeps. */
export function requireSystem(actor: Actor): void {
  if (actor.kind !== "SYSTEM") throw new AppError("FORBIDDEN");
}

/** What identifies the actor among those of its kind: the grant of a traveller, the network address of an unknown person. */
export function actorId(actor: Actor): string {
  switch (actor.kind) {
    case "SYSTEM":
      return actor.name;
    case "ANONYMOUS":
      return actor.address;
    case "TRAVELLER":
      return actor.grantId;
    case "GUEST":
    case "CUSTOMER":
    case "STAFF":
      return actor.id;
  }
}

/** Who acted, for the audit log: a member of staff is named by the role at that moment. */
export const actorKind = (actor: Actor): string => (actor.kind === "STAFF" ? actor.role : actor.kind);

/** The correlation id of the context; a new id when it has none. */
export const correlationOf = (ctx: RequestContext): string => ctx.correlationId ?? uuidv7();

/** The network address of the request; "system" for reactions and sweeps. */
export const actorAddress = (actor: Actor): string => (actor.kind === "SYSTEM" ? "system" : actor.address);
