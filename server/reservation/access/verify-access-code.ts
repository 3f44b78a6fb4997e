import { eq, sql } from "drizzle-orm";
import { accessCodes, accessGrants } from "@/db/schema/reservation";
import { audit } from "@/server/shared/audit";
import { actorAddress, type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { parse } from "@/server/shared/parse";
import { limitRate } from "@/server/shared/rate-limit";
import { GRANT_MINUTES, HOUR_SECONDS, MAX_TRIES, TRIES_PER_ADDRESS } from "./access-rules";
import { type VerifyAccessCodeInput, verifyAccessCodeInput } from "./access-schemas";
import { hashCode, isSameHash } from "./hash-code";
import { openCode } from "./predicates";
import { countCodeTry } from "./record-figures";

/** The access of one browser to one reservation. */
export type Grant = { grantId: string; reservationId: string; locator: string };

/** A code that has just been tried, with this try counted. */
type TriedCode = { reservationId: string; locator: string; codeHash: string; contactHash: string };

/**
 * Gives access to a reservation for 60 minutes to whoever enters the code that its contact got. A code works once, and has
 * five tries. The access ends earlier when it is given up or when the contact changes.
 *
 * @throws AppError RATE_LIMITED; INVALID_INPUT with the field `code`: `wrongCode`, or `codeEnded` when no further try
 *   can succeed (expired, used, replaced, too many tries, contact changed, no such code).
 */
export async function verifyAccessCode(ctx: RequestContext, input: VerifyAccessCodeInput): Promise<Grant> {
  const { codeId, code } = parse(verifyAccessCodeInput, input);
  await limitRate(`access-try:${actorAddress(ctx.actor)}`, TRIES_PER_ADDRESS, HOUR_SECONDS);
  // A refusal is returned and not thrown: the count of the try has to be committed.
  const outcome = await transaction(ctx, (tx) => enter(tx, codeId, code));
  countCodeTry(outcomes[typeof outcome === "object" ? "ok" : outcome]);
  if (typeof outcome === "object") return outcome;
  throw new AppError("INVALID_INPUT", { fieldErrors: { code: outcome } });
}

const outcomes = { ok: "ok", wrongCode: "wrong", codeEnded: "ended" } as const;

async function enter(
  ctx: TxContext,
  codeId: string,
  code: string,
): Promise<Grant | "wrongCode" | "codeEnded"> {
  const tried = await countTry(ctx, codeId);
  if (!tried) return "codeEnded";
  if (!isSameHash(tried.codeHash, hashCode(codeId, code))) return "wrongCode";
  const { reservationId, locator, contactHash } = tried;
  const grantId = uuidv7();
  await ctx.tx.update(accessCodes).set({ endedAt: sql`clock_timestamp()` }).where(eq(accessCodes.id, codeId));
  await ctx.tx.insert(accessGrants).values({
    id: grantId,
    reservationId,
    contactHash,
    expiresAt: sql`clock_timestamp() + make_interval(mins => ${GRANT_MINUTES})`,
  });
  await audit(
    { ...ctx, correlationId: reservationId },
    {
      action: "open-trip",
      entity: "reservation",
      entityId: reservationId,
      after: { codeId, grantId },
    },
  );
  return { grantId, reservationId, locator };
}

/**
 * Counts one try of a code. Null when the code cannot be entered any more. Simultaneous tries wait for each other, so that
 * each is counted. The reservation is locked first, as everywhere.
 */
async function countTry({ tx }: TxContext, codeId: string): Promise<TriedCode | null> {
  await tx.execute(sql`
    select 1 from reservation.reservations where id = (
      select reservation_id from reservation.access_codes where id = ${codeId}) for update`);
  const { rows } = await tx.execute<TriedCode>(sql`
    update reservation.access_codes c set tries = tries + 1
    from reservation.reservations r
    where c.id = ${codeId} and r.id = c.reservation_id and c.tries < ${MAX_TRIES} and ${openCode}
    returning c.reservation_id as "reservationId", r.locator, c.code_hash as "codeHash",
      c.contact_hash as "contactHash"`);
  return rows[0] ?? null;
}
