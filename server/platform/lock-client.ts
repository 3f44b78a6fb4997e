import { and, eq } from "drizzle-orm";
import { clientSecrets, clients } from "@/db/schema/platform";
import type { TxContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { isLiveSecret } from "./platform-predicates";

/** Locks a client: changes of it and of its secrets come one after the other. @throws AppError NOT_FOUND. */
export async function lockClient({ tx }: TxContext, id: string): Promise<typeof clients.$inferSelect> {
  const [client] = await tx.select().from(clients).where(eq(clients.id, id)).for("no key update");
  if (!client) throw new AppError("NOT_FOUND");
  return client;
}

/** The secrets of a locked client that still get tokens. */
export const liveSecrets = ({ tx }: TxContext, clientId: string) =>
  tx
    .select({ id: clientSecrets.id, lastFour: clientSecrets.lastFour })
    .from(clientSecrets)
    .where(and(eq(clientSecrets.clientId, clientId), isLiveSecret));
