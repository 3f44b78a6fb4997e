import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { memberHolder, visitorHolder } from "@/server/shared/admission";
import type { RequestContext } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { provenPlaces, signPlace, type TokenPlace } from "@/server/shared/place-token";
import { type Place, type TakePlaceInput, takePlaceInput } from "./schemas";

type Row = {
  placeId: string;
  number: number | null;
  joinedAt: string;
  expiresAt: string | null;
  isEnded: boolean;
  ahead: number;
};

/**
 * One's own place in a sale event: a member's, or the visitor's whose token the request has. Null without one.
 *
 * @param known places that the caller has just written.
 * @throws AppError INVALID_INPUT.
 */
export async function placeOf(
  ctx: RequestContext,
  input: TakePlaceInput,
  known: readonly TokenPlace[] = [],
): Promise<Place | null> {
  const { saleEventId } = parse(takePlaceInput, input);
  const member = memberHolder(ctx);
  const tokens = [...known, ...provenPlaces(ctx.placeTokens)].filter(
    (place) => place.saleEventId === saleEventId,
  );
  const holders = member ? [member] : tokens.map(({ placeId }) => visitorHolder(placeId));
  if (holders.length === 0) return null;
  const { rows } = await database().execute<Row>(sql`
    select p.id as "placeId", p.number, p.joined_at as "joinedAt", p.expires_at as "expiresAt",
      p.left_at is not null or coalesce(p.expires_at <= clock_timestamp(), false) as "isEnded",
      greatest(0, p.number - c.admitted_to - 1)::int as ahead
    from waiting_room.places p join waiting_room.counters c on c.sale_event_id = p.sale_event_id
    where p.sale_event_id = ${saleEventId} and p.holder = any(${sql.param(holders)}::text[])
    order by "isEnded", p.joined_at, p.id limit 1`);
  return rows[0] ? viewOf(saleEventId, rows[0]) : null;
}

function viewOf(saleEventId: string, { isEnded, number, joinedAt, expiresAt, ahead, placeId }: Row): Place {
  const isAdmitted = expiresAt !== null;
  return {
    saleEventId,
    placeId,
    state: isEnded ? "ENDED" : isAdmitted ? "ADMITTED" : "WAITING",
    number,
    ahead: number === null ? null : isAdmitted ? 0 : ahead,
    joinedAt: new Date(joinedAt).toISOString(),
    expiresAt: expiresAt && new Date(expiresAt).toISOString(),
    token: signPlace({ saleEventId, placeId }),
  };
}
