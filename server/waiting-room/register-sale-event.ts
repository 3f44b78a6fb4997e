import { createHash, randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { counters, saleEvents } from "@/db/schema/waiting-room";
import { forgetSaleEvents } from "@/server/shared/admission";
import { audit } from "@/server/shared/audit";
import { databaseNow, type RequestContext, requirePermission, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { seal } from "@/server/shared/secret-box";
import { firstPace } from "./domain/pace";
import { overlapsAnother } from "./overlap-facts";
import { seedPurpose } from "./sale-event-rules";
import { type RegisterSaleEventInput, registerSaleEventInput } from "./schemas";

/**
 * Registers a sale event. Its lottery has a secret seed from now on, whose hash is published. An opening that has passed means
 * at once: every process knows the sale event within a second.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT · CONFLICT when the key was used before.
 */
export async function registerSaleEvent(
  ctx: RequestContext,
  input: RegisterSaleEventInput,
): Promise<{ id: string }> {
  const { id: createdBy } = requirePermission(ctx.actor, "sale-event.change");
  const { key: id, ...fields } = parse(registerSaleEventInput, input);
  const seed = randomBytes(32).toString("hex");
  const seedHash = createHash("sha256").update(seed).digest("hex");
  await transaction(ctx, async (tx) => {
    if (fields.closesAt <= (await databaseNow(tx.tx)))
      throw new AppError("INVALID_INPUT", { fieldErrors: { closesAt: "inThePast" } });
    if (await overlapsAnother(tx, { id, ...fields }))
      throw new AppError("INVALID_INPUT", { fieldErrors: { waitsFrom: "overlaps" } });
    const written = await tx.tx
      .insert(saleEvents)
      .values({ id, createdBy, ...fields, seed: seal(seed, seedPurpose(id)), seedHash })
      .onConflictDoNothing({ target: saleEvents.id })
      .returning({ id: saleEvents.id });
    if (written.length === 0) throw new AppError("CONFLICT");
    await tx.tx.insert(counters).values({
      saleEventId: id,
      shoppersPerMinute: firstPace(fields),
      pacedAt: sql`greatest(${fields.opensAt}, clock_timestamp())` as never,
      adaptedAt: fields.opensAt,
    });
    await audit(tx, {
      action: "register-sale-event",
      entity: "sale-event",
      entityId: id,
      after: { ...fields, seedHash },
    });
  });
  forgetSaleEvents();
  return { id };
}
