import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { overlappingHolds } from "@/server/reservation/hold/check-hold";
import { earlierAnswer, type HoldFacts, ownHolds } from "@/server/reservation/hold/hold-facts";
import { sameHold } from "@/server/reservation/hold/replace-hold-details";
import { type HoldSeatsInput, holdSeatsInput } from "@/server/reservation/schemas";
import { type RequestContext, requireMember } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";

/** What `holdSeats` will do with the customer's own holds: give some up, or change the one that is wished for again. */
export type HoldsInTheWay = { replaced: string[]; same: string | null };

/**
 * Reads that, by the rules of `holdSeats`, for who has to close payment pages first.
 *
 * @throws AppError UNAUTHENTICATED, INVALID_INPUT, as `holdSeats` does.
 */
export async function holdsInTheWay(ctx: RequestContext, input: HoldSeatsInput): Promise<HoldsInTheWay> {
  const customer = requireMember(ctx.actor);
  const wish = parse(holdSeatsInput, input);
  const key = { customerId: customer.id, idempotencyKey: wish.idempotencyKey };
  const { rows } = await database().execute<{ facts: Pick<HoldFacts, "earlier" | "ownHolds"> }>(sql`
    select jsonb_build_object('earlier', ${earlierAnswer(key)}, 'ownHolds', ${ownHolds(customer.id)}) as facts`);
  const facts = rows[0]?.facts;
  // A key that was answered before gets its answer again, and changes nothing.
  if (!facts || facts.earlier) return { replaced: [], same: null };
  const same = sameHold(facts, wish);
  if (same) return { replaced: [], same: same.id };
  return { replaced: overlappingHolds(facts, wish.segments).map(({ id }) => id), same: null };
}
