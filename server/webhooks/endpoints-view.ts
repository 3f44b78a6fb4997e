import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/db/client";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { personalDataFor } from "@/server/shared/personal-data";
import type { Endpoint, Secret } from "./schemas";

type Row = Omit<Endpoint, "account" | "disabledAt" | "failingSince" | "createdAt"> & {
  accountId: string | null;
  accountEmail: string | null;
  disabledAt: string | null;
  failingSince: string | null;
  createdAt: string;
};

/** Far more endpoints than an airline has; the list has no pages. */
const MOST = 500;

/**
 * All endpoints by name, with their tries of the last 24 hours, and what waits for them. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN.
 */
export async function listEndpoints(ctx: RequestContext): Promise<Endpoint[]> {
  requirePermission(ctx.actor, "platform.read");
  return endpointsWhere(ctx, sql`true`);
}

/** @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT, NOT_FOUND. */
export async function getEndpoint(
  ctx: RequestContext,
  endpointId: string,
): Promise<Endpoint & { secrets: Secret[] }> {
  requirePermission(ctx.actor, "platform.read");
  const id = parse(z.uuid(), endpointId);
  const [endpoint] = await endpointsWhere(ctx, sql`e.id = ${id}`);
  if (!endpoint) throw new AppError("NOT_FOUND");
  return { ...endpoint, secrets: await secretsOf(id) };
}

async function endpointsWhere({ actor }: RequestContext, condition: SQL): Promise<Endpoint[]> {
  const { rows } = await database().execute<Row>(sql`
    select e.id, e.name, e.url, e.event_types as "eventTypes", e.account_id as "accountId",
      e.account_email as "accountEmail", e.state, e.disabled_cause as "disabledCause",
      e.disabled_at as "disabledAt", e.failing_since as "failingSince", e.created_at as "createdAt", e.version,
      a.tries, a.successes,
      (select count(*)::int from webhooks.deliveries d where d.endpoint_id = e.id and d.state = 'PENDING') as waiting
    from webhooks.endpoints e cross join lateral (
      select count(*)::int as tries, count(*) filter (where failure is null)::int as successes
      from webhooks.attempts t where t.endpoint_id = e.id and t.tried_at > now() - interval '24 hours') a
    where ${condition} order by lower(e.name), e.id limit ${MOST}`);
  return rows.map(({ accountId, accountEmail, ...row }) => ({
    ...row,
    // Whoever may not read personal data sees the address masked.
    account:
      accountId === null ? null : { id: accountId, email: personalDataFor(actor).email(accountEmail ?? "") },
    disabledAt: dateOf(row.disabledAt),
    failingSince: dateOf(row.failingSince),
    createdAt: new Date(row.createdAt),
  }));
}

const dateOf = (text: string | null) => (text === null ? null : new Date(text));

/** The secrets that sign now, the newest first. Their texts stay in the database. */
async function secretsOf(endpointId: string): Promise<Secret[]> {
  const { rows } = await database().execute<{ id: string; createdAt: string; endsAt: string | null }>(sql`
    select id, created_at as "createdAt", ends_at as "endsAt" from webhooks.secrets
    where endpoint_id = ${endpointId} and (ends_at is null or ends_at > now()) order by created_at desc, id desc`);
  return rows.map(({ id, createdAt, endsAt }) => ({
    id,
    createdAt: new Date(createdAt),
    endsAt: dateOf(endsAt),
  }));
}
