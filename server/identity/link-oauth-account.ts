import { and, eq, sql } from "drizzle-orm";
import { oauthAccounts, users } from "@/db/schema/identity";
import { audit } from "@/server/shared/audit";
import { type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { shownNameOf } from "@/server/shared/text";
import { hasEmail } from "./predicates";
import { insertUser } from "./register-user";
import { type LinkOauthAccountInput, linkOauthAccountInput, type User } from "./schemas";
import { userColumns } from "./user-view";

/**
 * Returns the user of an account at an OAuth provider; the first sign-in opens the account. It never links to an
 * account with a password, although the address is the same: the person who opened that one may not own the address.
 *
 * @throws AppError INVALID_INPUT; EMAIL_TAKEN when an account with a password has that address.
 */
export async function linkOauthAccount(ctx: RequestContext, input: LinkOauthAccountInput): Promise<User> {
  const identity = parse(linkOauthAccountInput, input);
  const key = and(
    eq(oauthAccounts.provider, identity.provider),
    eq(oauthAccounts.providerAccountId, identity.providerAccountId),
  );
  return transaction(ctx, async (tx) => {
    // Of two first sign-ins at once, the second waits here and then finds the link of the first.
    await tx.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`oauth:${identity.email}`}, 0))`);
    const [known] = await tx.tx
      .select(userColumns)
      .from(oauthAccounts)
      .innerJoin(users, eq(users.id, oauthAccounts.userId))
      .where(key);
    if (known) return known;
    const user = await findOrInsert(tx, identity);
    await tx.tx.delete(oauthAccounts).where(key);
    const { provider, providerAccountId } = identity;
    await tx.tx.insert(oauthAccounts).values({ provider, providerAccountId, userId: user.id });
    await audit(tx, { action: "link-oauth-account", entity: "user", entityId: user.id, after: { provider } });
    return user;
  });
}

type Identity = Pick<User, "email" | "locale"> & { name: string | null };

async function findOrInsert(ctx: TxContext, { email, name, locale }: Identity): Promise<User> {
  const [found] = await ctx.tx
    .select({ ...userColumns, passwordHash: users.passwordHash })
    .from(users)
    .where(hasEmail(email));
  if (found?.passwordHash) throw new AppError("EMAIL_TAKEN", { fieldErrors: { email: "emailTaken" } });
  if (found) {
    const { passwordHash: _, ...user } = found;
    return user;
  }
  const shownName = shownNameOf(name ?? "") ?? email.slice(0, email.indexOf("@"));
  return insertUser(ctx, {
    email,
    name: shownName,
    locale,
    role: "CUSTOMER",
    passwordHash: null,
    isConfirmed: true,
  });
}
