import { and, asc, inArray, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { staffRoles } from "@/server/shared/staff-permissions";
import { type ListStaffInput, listStaffInput, type User } from "./schemas";
import { userColumns } from "./user-view";

const PAGE_SIZE = 50;

/**
 * Returns a page of the people who have a role, administrators last, each role by name.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function listStaff(
  ctx: RequestContext,
  input: ListStaffInput,
): Promise<{ rows: User[]; hasNext: boolean }> {
  requirePermission(ctx.actor, "staff.change");
  const { page } = parse(listStaffInput, input);
  const order = sql.join(
    staffRoles.map((role) => sql`${role}::text`),
    sql`, `,
  );
  const found = await database()
    .select(userColumns)
    .from(users)
    // As text, so that the plan is for the index of the few who are staff.
    .where(sql`${users.role} <> 'CUSTOMER'`)
    .orderBy(sql`array_position(array[${order}], ${users.role})`, asc(users.name), asc(users.id))
    .limit(PAGE_SIZE + 1)
    .offset((page - 1) * PAGE_SIZE);
  return { rows: found.slice(0, PAGE_SIZE), hasNext: found.length > PAGE_SIZE };
}

const staffIds = z.array(z.uuid()).max(500);

/**
 * Returns the names and addresses of those of these people who are staff now, by id. Who is a customer is left out.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function staffByIds(
  ctx: RequestContext,
  ids: readonly string[],
): Promise<Map<string, { name: string; email: string }>> {
  requirePermission(ctx.actor, "reservation.read");
  const wanted = parse(staffIds, ids);
  if (wanted.length === 0) return new Map();
  const { id, name, email, role } = users;
  const found = await database()
    .select({ id, name, email })
    .from(users)
    .where(and(inArray(id, wanted), ne(role, "CUSTOMER")));
  return new Map(found.map((person) => [person.id, { name: person.name, email: person.email }]));
}
