import { eq, sql } from "drizzle-orm";
import { counters, saleEvents } from "@/db/schema/waiting-room";
import { forgetSaleEvents } from "@/server/shared/admission";
import { audit } from "@/server/shared/audit";
import { databaseNow, type RequestContext, requirePermission, transaction } from "@/server/shared/context";
import { AppError, type FieldErrors } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { firstPace } from "./domain/pace";
import { lockSaleEvent } from "./lock-sale-event";
import { overlapsAnother } from "./overlap-facts";
import { stateAt } from "./sale-event-rules";
import { type ChangeSaleEventInput, changeSaleEventInput } from "./schemas";

/** What stays as it is once people have numbers: a later opening would take them away. */
const fixedAfterOpening = ["waitsFrom", "opensAt"] as const;

/**
 * Changes a sale event that has not ended. After the opening its beginning is fixed. The pace starts again at the new one.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, INVALID_INPUT · CONFLICT when it was changed meanwhile or has ended.
 */
export async function changeSaleEvent(ctx: RequestContext, input: ChangeSaleEventInput): Promise<void> {
  requirePermission(ctx.actor, "sale-event.change");
  const { id, version, ...given } = parse(changeSaleEventInput, input);
  await transaction(ctx, async (tx) => {
    const before = await lockSaleEvent(tx, id);
    const fields = { ...given, ...unmovedTimes(before, given) };
    const now = await databaseNow(tx.tx);
    const state = stateAt(before, now);
    if (before.version !== version || state === "ENDED") throw new AppError("CONFLICT");
    const moved = state === "OPEN" || before.drawnAt ? fixedAfterOpening : [];
    const errors: FieldErrors = Object.fromEntries(
      moved
        .filter((name) => fields[name].getTime() !== before[name].getTime())
        .map((name) => [name, "openedAlready"]),
    );
    if (fields.closesAt <= now) errors.closesAt = "inThePast";
    else if (await overlapsAnother(tx, { id, ...fields })) errors.waitsFrom = "overlaps";
    if (Object.keys(errors).length > 0) throw new AppError("INVALID_INPUT", { fieldErrors: errors });
    await tx.tx
      .update(saleEvents)
      .set({ ...fields, version: version + 1 })
      .where(eq(saleEvents.id, id));
    const fromOpening = sql`greatest(${fields.opensAt}, clock_timestamp())` as never;
    await tx.tx
      .update(counters)
      .set({
        shoppersPerMinute: firstPace(fields),
        ...(state !== "OPEN" && { pacedAt: fromOpening, adaptedAt: fromOpening }),
      })
      .where(eq(counters.saleEventId, id));
    const old = Object.fromEntries(
      Object.keys(fields).map((name) => [name, before[name as keyof typeof before]]),
    );
    await audit(tx, {
      action: "change-sale-event",
      entity: "sale-event",
      entityId: id,
      before: old,
      after: fields,
    });
  });
  forgetSaleEvents();
}

const MINUTE_MS = 60_000;
const times = ["waitsFrom", "opensAt", "closesAt"] as const;
type Times = Record<(typeof times)[number], Date>;

/** Times that name the minute in which they are already. Forms know minutes; a client may have registered seconds. */
function unmovedTimes(before: Times, given: Times): Partial<Times> {
  const minuteOf = (at: Date) => Math.floor(at.getTime() / MINUTE_MS);
  const unmoved = times.filter(
    (name) => given[name].getTime() % MINUTE_MS === 0 && minuteOf(given[name]) === minuteOf(before[name]),
  );
  return Object.fromEntries(unmoved.map((name) => [name, before[name]]));
}
