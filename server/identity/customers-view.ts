import { and, asc, desc, inArray, or, type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { shownEmail } from "@/server/shared/contact-mask";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { afterCursor, momentOf, type Page, pageOf } from "@/server/shared/cursor";
import { comparableEmail } from "@/server/shared/email";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { decodeTextCursor, encodeTextCursor } from "@/server/shared/text-cursor";
import { emailBeginsWith } from "./predicates";
import { type Customer, customerIds, type ListCustomersInput, listCustomersInput } from "./schemas";

const columns = {
  id: users.id,
  name: users.name,
  email: users.email,
  isStaff: sql<boolean>`${users.role} <> 'CUSTOMER'`,
  locale: users.locale,
  joinedAt: users.createdAt,
};

const nameKey = sql<string>`lower(${users.name})`;

/**
 * The members for whom `q` is part of the name or the beginning of the e-mail address, and those with the ids `also`,
 * which another context found. Sorted by name, or the newest member first. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN; INVALID_INPUT, also for a cursor of another order.
 */
export async function listCustomers(ctx: RequestContext, input: ListCustomersInput): Promise<Page<Customer>> {
  requirePermission(ctx.actor, "customer.read");
  const { q, also, sort, cursor, limit } = parse(listCustomersInput, input);
  const found = q === "" ? undefined : matching(q, also);
  const page = sort === "NAME" ? await byName(found, cursor, limit) : await byJoined(found, cursor, limit);
  return { ...page, items: page.items.map((customer) => shown(ctx, customer)) };
}

/**
 * The ids of at most `limit` members whom `listCustomers` would find. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function customerIdsMatching(
  ctx: RequestContext,
  input: { q: string; also: string[] },
  limit: number,
): Promise<string[]> {
  requirePermission(ctx.actor, "customer.read");
  const { q, also } = parse(listCustomersInput, { ...input, sort: "JOINED" });
  const rows = await database().select({ id: users.id }).from(users).where(matching(q, also)).limit(limit);
  return rows.map(({ id }) => id);
}

/**
 * Members by their ids, in no order. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function customersByIds(ctx: RequestContext, ids: readonly string[]): Promise<Customer[]> {
  requirePermission(ctx.actor, "customer.read");
  const wanted = parse(customerIds, [...ids]);
  if (wanted.length === 0) return [];
  const rows = await database().select(columns).from(users).where(inArray(users.id, wanted));
  return rows.map((customer) => shown(ctx, customer));
}

/**
 * One member. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT; NOT_FOUND.
 */
export async function getCustomer(ctx: RequestContext, id: string): Promise<Customer> {
  const [customer] = await customersByIds(ctx, [id]);
  if (!customer) throw new AppError("NOT_FOUND");
  return customer;
}

/** Whoever may not read personal data sees the address masked. */
const shown = ({ actor }: RequestContext, customer: Customer): Customer => ({
  ...customer,
  email: shownEmail(actor, customer.email),
});

function matching(q: string, also: readonly string[]): SQL | undefined {
  const named = sql`${users.name} ilike ${`%${q.replaceAll(/[\\%_]/g, "\\$&")}%`}`;
  const email = comparableEmail(q);
  return or(
    named,
    email === "" ? undefined : emailBeginsWith(email),
    also.length > 0 ? inArray(users.id, [...also]) : undefined,
  );
}

type Cursor = string | null | undefined;

/** The index users_name has this order. */
async function byName(found: SQL | undefined, cursor: Cursor, limit: number): Promise<Page<Customer>> {
  const key = cursor ? decodeTextCursor(cursor) : null;
  const beyond = key ? sql`(${nameKey}, ${users.id}) > (${key.text}, ${key.id}::uuid)` : undefined;
  const rows = await database()
    .select({ ...columns, key: nameKey })
    .from(users)
    .where(and(found, beyond))
    .orderBy(nameKey, asc(users.id))
    .limit(limit + 1);
  const read = rows.slice(0, limit);
  const last = rows.length > limit ? read.at(-1) : undefined;
  return {
    items: read.map(({ key, ...customer }) => customer),
    nextCursor: last ? encodeTextCursor({ text: last.key, id: last.id }) : null,
  };
}

/** The index users_joined has this order. */
async function byJoined(found: SQL | undefined, cursor: Cursor, limit: number): Promise<Page<Customer>> {
  const rows = await database()
    .select({ ...columns, at: momentOf(users.createdAt) })
    .from(users)
    .where(and(found, afterCursor(cursor, { moment: users.createdAt, id: users.id, ids: "asc" })))
    .orderBy(desc(users.createdAt), asc(users.id))
    .limit(limit + 1);
  return pageOf(rows, limit, ({ id }) => id);
}
