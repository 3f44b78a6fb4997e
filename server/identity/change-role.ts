import { asc, eq } from "drizzle-orm";
import { users } from "@/db/schema/identity";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requirePermission, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import type { UserRole } from "@/server/shared/staff-permissions";
import { hasEmail } from "./predicates";
import { type ChangeRoleInput, changeRoleInput, type User } from "./schemas";
import { userColumns } from "./user-view";

/**
 * Gives a person a role, changes it, or takes it away (`CUSTOMER`). The person's sessions go on, with the new role from
 * their next request. Nobody changes his or her own role, so that an administrator always remains.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN · INVALID_INPUT: at `email` there is no such account, or its owner has a
 *   role already (`from` is CUSTOMER); at `role` it is one's own · CONFLICT: the person no longer has the role `from`.
 */
export async function changeRole(ctx: RequestContext, input: ChangeRoleInput): Promise<User> {
  const administrator = requirePermission(ctx.actor, "staff.change");
  const { email, from, role } = parse(changeRoleInput, input);
  return transaction(ctx, async (tx) => {
    await requireAdministrator(tx, administrator.id);
    const person = await lockPerson(tx, email, from);
    if (person.id === administrator.id) throw refusedAt("role", "ownRole");
    if (person.role === role) return person;
    await tx.tx.update(users).set({ role }).where(eq(users.id, person.id));
    await audit(tx, {
      action: "change-role",
      entity: "user",
      entityId: person.id,
      before: { role: person.role },
      after: { role },
    });
    return { ...person, role };
  });
}

/**
 * Locks the administrators in the order of their ids. Of two who take each other's role at the same time, the second is
 * no administrator any more: without the lock both would succeed and none would be left.
 */
async function requireAdministrator({ tx }: TxContext, id: string): Promise<void> {
  const administrators = await tx
    .select({ id: users.id })
    .from(users)
    .where(eq(users.role, "ADMIN"))
    .orderBy(asc(users.id))
    .for("update");
  if (!administrators.some((each) => each.id === id)) throw new AppError("FORBIDDEN");
}

async function lockPerson({ tx }: TxContext, email: string, from: UserRole): Promise<User> {
  const [person] = await tx.select(userColumns).from(users).where(hasEmail(email)).for("update");
  if (!person) throw refusedAt("email", "noAccount");
  if (person.role === from) return person;
  throw from === "CUSTOMER" ? refusedAt("email", "alreadyStaff") : new AppError("CONFLICT");
}

const refusedAt = (field: string, error: string) =>
  new AppError("INVALID_INPUT", { fieldErrors: { [field]: error } });
