import { and, desc, eq, inArray } from "drizzle-orm";
import { database } from "@/db/client";
import { clientSecrets, clients } from "@/db/schema/platform";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { isLiveSecret } from "./platform-predicates";
import {
  type Client,
  type ClientIdInput,
  clientIdInput,
  type ListClientsInput,
  listClientsInput,
} from "./schemas";
import { knownScopes } from "./scopes";

const PAGE_SIZE = 50;

const columns = {
  id: clients.id,
  clientId: clients.clientId,
  name: clients.name,
  userId: clients.userId,
  scopes: clients.scopes,
  requestsPerMinute: clients.requestsPerMinute,
  unpaidHolds: clients.unpaidHolds,
  holdsPerHour: clients.holdsPerHour,
  version: clients.version,
  createdAt: clients.createdAt,
  disabledAt: clients.disabledAt,
  lastUsedAt: clients.lastUsedAt,
};

/**
 * Returns a page of the clients, the newest first, with the secrets that are valid now. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function listClients(
  ctx: RequestContext,
  input: ListClientsInput,
): Promise<{ rows: Client[]; hasNext: boolean }> {
  requirePermission(ctx.actor, "platform.read");
  const { page } = parse(listClientsInput, input);
  const found = await database()
    .select(columns)
    .from(clients)
    .orderBy(desc(clients.createdAt), desc(clients.id))
    .limit(PAGE_SIZE + 1)
    .offset((page - 1) * PAGE_SIZE);
  return { rows: await withSecrets(found.slice(0, PAGE_SIZE)), hasNext: found.length > PAGE_SIZE };
}

/**
 * One client. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, NOT_FOUND.
 */
export async function getClient(ctx: RequestContext, input: ClientIdInput): Promise<Client> {
  requirePermission(ctx.actor, "platform.read");
  const { id } = parse(clientIdInput, input);
  const [client] = await withSecrets(
    await database().select(columns).from(clients).where(eq(clients.id, id)),
  );
  if (!client) throw new AppError("NOT_FOUND");
  return client;
}

type Row = Omit<Client, "secrets" | "scopes"> & { scopes: string[] };

async function withSecrets(rows: readonly Row[]): Promise<Client[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const secrets = await database()
    .select({
      id: clientSecrets.id,
      clientId: clientSecrets.clientId,
      lastFour: clientSecrets.lastFour,
      createdAt: clientSecrets.createdAt,
      expiresAt: clientSecrets.expiresAt,
      lastUsedAt: clientSecrets.lastUsedAt,
    })
    .from(clientSecrets)
    .where(and(inArray(clientSecrets.clientId, ids), isLiveSecret))
    .orderBy(desc(clientSecrets.createdAt), desc(clientSecrets.id));
  return rows.map((row) => ({
    ...row,
    scopes: knownScopes(row.scopes),
    secrets: secrets
      .filter(({ clientId }) => clientId === row.id)
      .map(({ clientId: _, ...secret }) => secret),
  }));
}
