import { eq } from "drizzle-orm";
import { database } from "@/db/client";
import { engineRegistrations } from "@/db/schema/assurance";

export type EngineRegistration = typeof engineRegistrations.$inferSelect;

/** What an engine answered last; null when it was never asked. */
export async function engineRegistration(engine: string): Promise<EngineRegistration | null> {
  const [row] = await database()
    .select()
    .from(engineRegistrations)
    .where(eq(engineRegistrations.engine, engine));
  return row ?? null;
}
