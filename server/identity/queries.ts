import { eq, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { type Role, users } from "@/db/schema/identity";
import { type RequestContext, requireAdmin } from "@/server/shared/context";

export type User = { id: string; name: string; email: string; role: Role; locale: "ko" | "en" };

export const userColumns = {
  id: users.id,
  name: users.name,
  email: users.email,
  role: users.role,
  locale: users.locale,
};

/** The user as the row stands now; null once it is gone. */
export async function getUser(id: string): Promise<User | null> {
  const [user] = await database().select(userColumns).from(users).where(eq(users.id, id));
  return user ?? null;
}

const MAX_FOUND = 50;

/**
 * The ids of members whose e-mail address begins like this, for the airline's own search.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function membersByEmail(ctx: RequestContext, beginning: string): Promise<string[]> {
  requireAdmin(ctx.actor);
  const pattern = `${beginning
    .trim()
    .toLowerCase()
    .replaceAll(/[\\%_]/g, "\\$&")}%`;
  const found = await database()
    .select({ id: users.id })
    .from(users)
    .where(sql`lower(${users.email}) like ${pattern}`)
    .limit(MAX_FOUND);
  return found.map((user) => user.id);
}
