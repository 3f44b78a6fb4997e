import { eq } from "drizzle-orm";
import { saleEvents } from "@/db/schema/waiting-room";
import type { TxContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";

/** Locks a sale event and returns it. @throws AppError NOT_FOUND. */
export async function lockSaleEvent({ tx }: TxContext, id: string): Promise<typeof saleEvents.$inferSelect> {
  const [found] = await tx.select().from(saleEvents).where(eq(saleEvents.id, id)).for("update");
  if (!found) throw new AppError("NOT_FOUND");
  return found;
}
