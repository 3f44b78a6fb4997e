import { sql } from "drizzle-orm";
import { guests } from "@/db/schema/identity";
import { countGuest } from "@/server/identity/record-figures";
import { audit } from "@/server/shared/audit";
import { actorAddress, type RequestContext, transaction } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { parse } from "@/server/shared/parse";
import { maskEmail } from "@/server/shared/personal-data";
import { limitRate } from "@/server/shared/rate-limit";
import { GUEST_HOURS, type RegisterGuestInput, registerGuestInput } from "./guest-schemas";

/** Sessions that one network address may begin in a quarter of an hour. */
const GUESTS_PER_ADDRESS = 20;
const WINDOW_SECONDS = 900;

/**
 * Begins the session of somebody who books without an account. Anybody may do it; a network address may do it 20 times in 15 minutes. The
 * address is not confirmed, and may be a member's: the session opens nothing but what is booked in it.
 *
 * @returns the id of the session, which lasts 12 hours.
 * @throws AppError INVALID_INPUT · RATE_LIMITED.
 */
export async function registerGuest(ctx: RequestContext, input: RegisterGuestInput): Promise<{ id: string }> {
  const guest = parse(registerGuestInput, input);
  await limitRate(`register-guest:${actorAddress(ctx.actor)}`, GUESTS_PER_ADDRESS, WINDOW_SECONDS);
  const id = uuidv7();
  await transaction(ctx, async (tx) => {
    await tx.tx.insert(guests).values({
      ...{ id, ...guest },
      expiresAt: sql`clock_timestamp() + make_interval(hours => ${GUEST_HOURS})`,
    });
    await audit(tx, {
      action: "register-guest",
      entity: "guest",
      entityId: id,
      after: { email: maskEmail(guest.email) },
    });
  });
  countGuest();
  return { id };
}
