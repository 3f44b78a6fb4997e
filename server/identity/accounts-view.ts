import { inArray } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { emailAddress } from "@/server/shared/email";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { personalDataFor } from "@/server/shared/personal-data";
import { hasEmail } from "./predicates";
import type { User } from "./schemas";
import { userColumns } from "./user-view";

const accountIds = z.array(z.uuid()).max(500);

/**
 * The accounts that programs act for, by id; one that is gone is left out. For staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function accountsByIds(ctx: RequestContext, ids: readonly string[]): Promise<Map<string, User>> {
  requirePermission(ctx.actor, "platform.read");
  const wanted = parse(accountIds, [...ids]);
  if (wanted.length === 0) return new Map();
  const found = await database().select(userColumns).from(users).where(inArray(users.id, wanted));
  const { email } = personalDataFor(ctx.actor);
  return new Map(found.map((user) => [user.id, { ...user, email: email(user.email) }]));
}

const input = z.object({ email: emailAddress("emailInvalid").transform((address) => address.toLowerCase()) });

/**
 * The account with this e-mail address, for staff who let a program act for it.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN · INVALID_INPUT at `email`, also when there is no such account.
 */
export async function accountByEmail(ctx: RequestContext, address: string): Promise<User> {
  requirePermission(ctx.actor, "platform.change");
  const { email } = parse(input, { email: address });
  const [user] = await database().select(userColumns).from(users).where(hasEmail(email));
  if (!user) throw new AppError("INVALID_INPUT", { fieldErrors: { email: "noAccount" } });
  return user;
}
