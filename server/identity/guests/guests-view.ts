import { and, eq, isNull, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { guests } from "@/db/schema/identity";
import type { Guest } from "./guest-schemas";

/**
 * Returns the guest of a session that is still open; null otherwise.
 *
 * @public It finds out who asks: the sealed cookie that names the session is the proof.
 */
export async function guestOfSession(id: string): Promise<Guest | null> {
  const [guest] = await database()
    .select({ id: guests.id, email: guests.email, phone: guests.phone })
    .from(guests)
    .where(and(eq(guests.id, id), isNull(guests.endedAt), sql`${guests.expiresAt} > clock_timestamp()`));
  return guest ?? null;
}
