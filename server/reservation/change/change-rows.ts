import { and, eq } from "drizzle-orm";
import { changes } from "@/db/schema/reservation";
import type { RefundQuote } from "@/server/reservation/domain/refund";
import type { OfferedChange } from "@/server/reservation/views/change-schemas";
import { actorId, actorKind, type TxContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import type { ComposedChange } from "./compose-change";

type Row = typeof changes.$inferSelect;

/** A change of flights as it is kept from its quote on. */
export type StoredChange = Omit<Row, "quote"> & {
  quote: ComposedChange & { waivers: RefundQuote["waivers"] };
};

/** Reads a change of flights of a reservation, in whatever state it is. */
export async function readChange(
  { tx }: Pick<TxContext, "tx">,
  { reservationId, changeId }: { reservationId: string; changeId: string },
): Promise<StoredChange | null> {
  const [row] = await tx
    .select()
    .from(changes)
    .where(
      and(
        eq(changes.id, changeId),
        eq(changes.reservationId, reservationId),
        eq(changes.kind, "CHANGE_FLIGHTS"),
      ),
    );
  return row ? (row as unknown as StoredChange) : null;
}

/** The change of a reservation that waits for its payment; null when there is none. */
export async function awaitingChange(
  { tx }: Pick<TxContext, "tx">,
  reservationId: string,
): Promise<StoredChange | null> {
  const [row] = await tx
    .select()
    .from(changes)
    .where(and(eq(changes.reservationId, reservationId), eq(changes.status, "AWAITING_PAYMENT")));
  return row ? (row as unknown as StoredChange) : null;
}

type Quoted = {
  reservationId: string;
  version: number;
  now: string;
  expiresAt: Date;
  composed: ComposedChange;
  waivers: RefundQuote["waivers"];
  /** Why staff leave the fees out; null when they do not. */
  waiverReason: string | null;
};

/** Stores a quote. @returns it as the customer sees it. */
export async function storeQuote(
  { tx, actor }: TxContext,
  { reservationId, version, now, expiresAt, composed, waivers, waiverReason }: Quoted,
): Promise<OfferedChange> {
  const id = uuidv7();
  await tx.insert(changes).values({
    id,
    reservationId,
    kind: "CHANGE_FLIGHTS",
    status: "QUOTED",
    balance: composed.balance,
    quote: { ...composed, waivers },
    baseVersion: version,
    askedByKind: actorKind(actor),
    askedById: actorId(actor),
    waiverReason,
    quotedAt: new Date(now),
    expiresAt,
  });
  return { quoteId: id, now, expiresAt: expiresAt.toISOString(), ...offered(composed), waivers };
}

/** The flights, the lines and the sums of a change, as views show them. */
export function offered({ flights, coupons, balance }: ComposedChange) {
  const lines = coupons.flatMap(({ segmentIndex, passengerIndex, ...coupon }) => {
    const of = { segmentIndex, passengerIndex };
    return [
      ...coupon.old.map((line) => ({ ...of, part: "OLD" as const, ...line })),
      ...coupon.lines.map((line) => ({ ...of, part: "NEW" as const, ...line })),
      { ...of, part: "FEE" as const, kind: null, amount: coupon.fee },
      { ...of, part: "FORFEITED" as const, kind: null, amount: coupon.forfeited },
      { ...of, part: "WAIVED" as const, kind: null, amount: coupon.waived },
    ].filter(({ kind, amount }) => kind !== null || amount > 0);
  });
  const sumOf = (part: (typeof lines)[number]["part"]) =>
    lines.filter((line) => line.part === part).reduce((sum, { amount }) => sum + amount, 0);
  return {
    flights: exchangedFlights(flights),
    lines,
    oldAmount: sumOf("OLD"),
    newAmount: sumOf("NEW"),
    feeAmount: sumOf("FEE"),
    forfeitedAmount: sumOf("FORFEITED"),
    waivedAmount: sumOf("WAIVED"),
    balance,
  };
}

export const exchangedFlights = (flights: ComposedChange["flights"]) =>
  flights.map(({ segmentId, segmentIndex, from, to }) => ({ segmentId, segmentIndex, from, to }));
