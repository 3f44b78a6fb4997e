import { and, inArray, or, type SQL, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { comparableEmail } from "@/server/shared/email";
import { AppError } from "@/server/shared/errors";
import { keysetPage, keyText, type ListOrder, type ListPage } from "@/server/shared/keyset";
import { parse } from "@/server/shared/parse";
import { personalDataFor } from "@/server/shared/personal-data";
import { hasTypedEmail } from "./predicates";
import {
  type Customer,
  type CustomerOrder,
  customerIds,
  type ListCustomersInput,
  listCustomersInput,
} from "./schemas";

const columns = {
  id: users.id,
  name: users.name,
  email: users.email,
  isStaff: sql<boolean>`${users.role} <> 'CUSTOMER'`,
  locale: users.locale,
  joinedAt: users.createdAt,
};

const ROWS_PER_PAGE = 25;

/** The indexes users_name and users_joined have these orders. */
const keys: Record<CustomerOrder, ListOrder["key"]> = {
  NAME: { value: sql`lower(${users.name})`, type: "text" },
  JOINED: { value: sql`${users.createdAt}`, type: "timestamptz" },
};

/**
 * The members for whom `q` is the beginning or the end of the name or the beginning of the e-mail address, and those with the ids `also`,
 * which another context found. For staff; those to whom addresses are masked find one by the whole of it.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function listCustomers(
  ctx: RequestContext,
  input: ListCustomersInput,
  limit = ROWS_PER_PAGE,
): Promise<ListPage<Customer>> {
  requirePermission(ctx.actor, "customer.read");
  const { q, also, sort, descending, cursor } = parse(listCustomersInput, input);
  const found = q === "" ? undefined : matching(ctx, q, also);
  const order = { sort, descending, key: keys[sort], id: { value: sql`${users.id}`, type: "uuid" } as const };
  const page = await keysetPage(order, cursor, limit, (slice) =>
    database()
      .select({ ...columns, at: keyText(order) })
      .from(users)
      .where(and(found, slice.where))
      .orderBy(slice.orderBy)
      .limit(slice.limit),
  );
  return { ...page, rows: page.rows.map((customer) => shown(ctx, customer)) };
}

/**
 * The number of members whom `listCustomers` finds in all; `limit` when there are more. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function countCustomers(
  ctx: RequestContext,
  input: { q: string; also: string[] },
  limit: number,
): Promise<number> {
  requirePermission(ctx.actor, "customer.read");
  const { q, also } = parse(listCustomersInput, { ...input, sort: "JOINED" });
  const found = q === "" ? undefined : matching(ctx, q, also);
  return database().$count(database().select({ id: users.id }).from(users).where(found).limit(limit).as("f"));
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
  const rows = await database()
    .select({ id: users.id })
    .from(users)
    .where(matching(ctx, q, also))
    .limit(limit);
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
  email: personalDataFor(actor).email(customer.email),
});

function matching({ actor }: RequestContext, q: string, also: readonly string[]): SQL | undefined {
  const email = comparableEmail(q);
  return or(
    isNamed(q),
    email === "" ? undefined : hasTypedEmail(actor, email),
    also.length > 0 ? inArray(users.id, [...also]) : undefined,
  );
}

/** By the indexes users_name_beginning and users_name_end. The given name is the end of a Korean name. */
function isNamed(q: string): SQL {
  const typed = q.toLowerCase();
  const begins = sql`lower(${users.name}) like ${prefix(typed)}`;
  if ([...typed].length < 2) return begins;
  return sql`(${begins} or reverse(lower(${users.name})) like ${prefix([...typed].reverse().join(""))})`;
}

const prefix = (text: string) => `${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
