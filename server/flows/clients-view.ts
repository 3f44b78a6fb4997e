import { accountsByIds } from "@/server/identity/queries";
import type { User } from "@/server/identity/schemas";
import { getClient, listClients } from "@/server/platform/queries";
import type { Client, ClientIdInput, ListClientsInput } from "@/server/platform/schemas";
import type { RequestContext } from "@/server/shared/context";

/** A client with the account that it acts for; null when the account is gone. */
export type ClientWithAccount = Client & { account: User | null };

/**
 * A page of the clients of the API with their accounts, the newest first. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function clientsWithAccounts(
  ctx: RequestContext,
  input: ListClientsInput,
): Promise<{ rows: ClientWithAccount[]; hasNext: boolean }> {
  const { rows, hasNext } = await listClients(ctx, input);
  const accounts = await accountsByIds(
    ctx,
    rows.map(({ userId }) => userId),
  );
  return {
    rows: rows.map((client) => ({ ...client, account: accounts.get(client.userId) ?? null })),
    hasNext,
  };
}

/**
 * One client of the API with its account. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, NOT_FOUND.
 */
export async function clientWithAccount(
  ctx: RequestContext,
  input: ClientIdInput,
): Promise<ClientWithAccount> {
  const client = await getClient(ctx, input);
  const accounts = await accountsByIds(ctx, [client.userId]);
  return { ...client, account: accounts.get(client.userId) ?? null };
}
