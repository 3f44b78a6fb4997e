import { and, eq, sql } from "drizzle-orm";
import { endpoints, secrets } from "@/db/schema/webhooks";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requirePermission, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { limitCalls, requireAddress } from "./endpoint-facts";
import { type RegisterEndpointInput, registerEndpointInput } from "./schemas";
import { insertSecret, liveSecrets, REPEAT_MINUTES } from "./secret-facts";

type Registered = { endpointId: string; secret: string };

/**
 * Registers an address that gets events from now on. The same key a second time registers nothing and gives the same answer. No
 * event tells of an endpoint, because nobody reacts to it.
 *
 * @returns the secret with which a receiver checks what it gets; it is not shown again.
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, RATE_LIMITED; CONFLICT when the key is that of another endpoint.
 */
export async function registerEndpoint(
  ctx: RequestContext,
  input: RegisterEndpointInput,
): Promise<Registered> {
  const { id: staffId } = requirePermission(ctx.actor, "platform.change");
  const { key: id, account, ...fields } = parse(registerEndpointInput, input);
  await limitCalls(staffId);
  const url = await requireAddress(fields.url);
  const { name, eventTypes } = fields;
  const ofAccount = { accountId: account?.id ?? null, accountEmail: account?.email ?? null };
  return transaction(ctx, async (tx) => {
    const written = await tx.tx
      .insert(endpoints)
      .values({ id, name, url, eventTypes, ...ofAccount, state: "ACTIVE" })
      .onConflictDoNothing()
      .returning({ id: endpoints.id });
    if (written.length === 0) return knownAnswer(tx, id, { name, url });
    const secret = await insertSecret(tx, id);
    await audit(tx, {
      action: "register-webhook-endpoint",
      entity: "webhook-endpoint",
      entityId: id,
      after: { name, url, eventTypes, accountId: ofAccount.accountId },
    });
    return { endpointId: id, secret };
  });
}

async function knownAnswer(
  tx: TxContext,
  id: string,
  asked: { name: string; url: string },
): Promise<Registered> {
  const isNew = sql`${endpoints.createdAt} > clock_timestamp() - make_interval(mins => ${REPEAT_MINUTES})`;
  const [known] = await tx.tx
    .select()
    .from(endpoints)
    .where(and(eq(endpoints.id, id), isNew));
  const [secret] = await liveSecrets(id, tx.tx);
  // A rotated one is nobody's first answer.
  if ((await tx.tx.$count(secrets, eq(secrets.endpointId, id))) !== 1) throw new AppError("CONFLICT");
  if (known?.name !== asked.name || known.url !== asked.url || !secret) throw new AppError("CONFLICT");
  return { endpointId: id, secret };
}
