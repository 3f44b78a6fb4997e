import { eq } from "drizzle-orm";
import { database } from "@/db/client";
import { type Role, users } from "@/db/schema/identity";

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
