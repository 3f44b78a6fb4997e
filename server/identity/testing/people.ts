import { eq, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { mailedLinks, users } from "@/db/schema/identity";
import { registerUser, startSession } from "@/server/identity";
import { type RequestContext, systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";

/** The password of every person that `person` opens an account for, and another strong one. */
export const PASSWORD = "평범하지 않은 비밀번호";
export const NEW_PASSWORD = "새로 정한 어려운 비밀번호";

/** An unknown person at a place of their own. */
export const stranger = (): RequestContext => ({ actor: { kind: "ANONYMOUS", address: uuidv7() } });

/** A member with a password and two open sessions; `ctx` is a request of the laptop. */
export async function person({ confirmed = true } = {}) {
  const email = `${uuidv7()}@example.com`;
  const { id } = await registerUser(systemContext("test"), {
    ...{ email, name: "김민지", password: PASSWORD, locale: "ko" },
  });
  if (confirmed) await database().update(users).set({ emailConfirmedAt: sql`now()` }).where(eq(users.id, id));
  const [laptop, phone] = [await startSession(id), await startSession(id)];
  const ctx: RequestContext = {
    actor: { kind: "CUSTOMER", id, email, address: uuidv7() },
    ...(laptop.sessionId && { sessionId: laptop.sessionId }),
  };
  return { id, email, ctx, laptop, phone };
}

/** The row of a user as it is now. */
export async function userRow(id: string) {
  const [row] = await database().select().from(users).where(eq(users.id, id));
  if (!row) throw new Error("no such user");
  return row;
}

/** Moves the ends of all links of a user into the past, as time does. */
export async function letLinksEnd(id: string): Promise<void> {
  await database()
    .update(mailedLinks)
    .set({ expiresAt: sql`clock_timestamp() - interval '1 second'` })
    .where(eq(mailedLinks.userId, id));
}
