import { sql } from "drizzle-orm";
import { type Database, database } from "@/db/client";
import { adoptPlaces, memberHolder, visitorHolder } from "@/server/shared/admission";
import { actorAddress, type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { AppError, sqlState, UNIQUE_VIOLATION } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { networkPlace } from "@/server/shared/network-place";
import { parse } from "@/server/shared/parse";
import { provenPlaces } from "@/server/shared/place-token";
import { limitRate } from "@/server/shared/rate-limit";
import { drawLottery } from "./draw-lottery";
import { shareQueue } from "./lock-queue";
import { placeOf } from "./place-view";
import { type Place, type TakePlaceInput, takePlaceInput } from "./schemas";

/** How many visitors of one address may take a place in one sale event: a family or a small office, not a farm of browsers. */
const VISITORS_PER_ADDRESS = 20;
const DAY_SECONDS = 86_400;

/**
 * Takes a place in the waiting room. Who has a place gets the same one again: a member from any device, a visitor with the
 * token of the place. Before the opening the place waits for the lottery, afterwards it has the next number. Whose time to shop
 * is over starts again at the end. A visitor's place becomes that of the member who signs in.
 *
 * @throws AppError NOT_FOUND when there is no such sale event or it has ended · CONFLICT before its waiting room opens ·
 *   RATE_LIMITED when too many visitors of the address have a place · INVALID_INPUT.
 */
export async function takePlace(ctx: RequestContext, input: TakePlaceInput): Promise<Place> {
  const { saleEventId } = parse(takePlaceInput, input);
  await requireOpenRoom(database(), saleEventId);
  try {
    return await takeIn(ctx, saleEventId);
  } catch (error) {
    // Another request of the same browser has just signed in with the place: it is found under its new name now.
    if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
    return takeIn(ctx, saleEventId);
  }
}

async function takeIn(ctx: RequestContext, saleEventId: string): Promise<Place> {
  const member = memberHolder(ctx);
  const proven = provenPlaces(ctx.placeTokens).filter((place) => place.saleEventId === saleEventId);
  if (member && proven.length > 0) await adoptPlaces(member, proven);
  const known = await placeOf(ctx, { saleEventId });
  if (known && known.state !== "ENDED") return known;
  const placeId = known?.placeId ?? uuidv7();
  if (!member && !known) {
    await limitRate(
      `waiting-room:${saleEventId}:${networkPlace(actorAddress(ctx.actor))}`,
      VISITORS_PER_ADDRESS,
      DAY_SECONDS,
    );
  }
  await enterQueue(ctx, { saleEventId, placeId, holder: member ?? visitorHolder(placeId) });
  const tokens = [{ saleEventId, placeId }, ...proven];
  const place = await placeOf(ctx, { saleEventId }, member ? [] : tokens);
  if (!place) throw new AppError("NOT_FOUND");
  return place;
}

type NewPlace = { saleEventId: string; placeId: string; holder: string };

async function enterQueue(ctx: RequestContext, place: NewPlace): Promise<void> {
  const write = () =>
    transaction(ctx, async (tx) => {
      await shareQueue(tx, place.saleEventId);
      const { hasOpened, isDrawn } = await requireOpenRoom(tx.tx, place.saleEventId);
      if (hasOpened && !isDrawn) return "to be drawn";
      await writePlace(tx, place, hasOpened);
      return "written";
    });
  // The first who comes after the opening draws the lottery.
  if ((await write()) === "to be drawn") {
    await drawLottery(ctx, place.saleEventId);
    await write();
  }
}

/** @throws AppError NOT_FOUND, CONFLICT. */
async function requireOpenRoom(
  db: Pick<Database, "execute">,
  id: string,
): Promise<{ hasOpened: boolean; isDrawn: boolean }> {
  const { rows } = await db.execute<{ isEarly: boolean; hasOpened: boolean; isDrawn: boolean }>(sql`
    select waits_from > clock_timestamp() as "isEarly", opens_at <= clock_timestamp() as "hasOpened",
      drawn_at is not null as "isDrawn"
    from waiting_room.sale_events where id = ${id} and ended_at is null and closes_at > clock_timestamp()`);
  const [found] = rows;
  if (!found) throw new AppError("NOT_FOUND");
  if (found.isEarly) throw new AppError("CONFLICT");
  return found;
}

/** Of two devices of a member that come at once one writes; the other finds the place. */
async function writePlace({ tx }: TxContext, place: NewPlace, hasOpened: boolean): Promise<void> {
  const { saleEventId, placeId, holder } = place;
  const { rows } = await tx.execute<{ id: string }>(sql`
    insert into waiting_room.places as p (id, sale_event_id, holder, joined_at)
    values (${placeId}, ${saleEventId}, ${holder}, clock_timestamp())
    on conflict (sale_event_id, holder) do update set joined_at = clock_timestamp(), number = null, admitted_at = null,
      expires_at = null, left_at = null, left_because = null
      where p.left_at is not null or p.expires_at <= clock_timestamp()
    returning id`);
  const written = rows[0]?.id;
  if (!written || !hasOpened) return;
  await tx.execute(sql`
    with next as (update waiting_room.counters set last_number = last_number + 1
      where sale_event_id = ${saleEventId} returning last_number)
    update waiting_room.places set number = (select last_number from next) where id = ${written}`);
}
