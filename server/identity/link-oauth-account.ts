import { and, eq, sql } from "drizzle-orm";
import { oauthAccounts, users } from "@/db/schema/identity";
import { audit } from "@/server/shared/audit";
import { type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { shownNameOf } from "@/server/shared/text";
import { type User, userColumns } from "./queries";
import { insertUser } from "./register-user";
import { type LinkOauthAccountInput, linkOauthAccountInput } from "./schemas";

/**
 * The user behind an account at an OAuth provider, made at the first sign-in. An account that was
 * opened with a password is never taken over by its e-mail address: whoever opened it may not have
 * been its owner.
 *
 * @throws AppError EMAIL_TAKEN when that address signs in with a password.
 */
export async function linkOauthAccount(ctx: RequestContext, input: LinkOauthAccountInput): Promise<User> {
  const identity = parse(linkOauthAccountInput, input);
  const key = and(
    eq(oauthAccounts.provider, identity.provider),
    eq(oauthAccounts.providerAccountId, identity.providerAccountId),
  );
  return transaction(ctx, async (tx) => {
    // Two first sign-ins at once: the second waits here and then finds the first one's link.
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
    .where(sql`lower(${users.email}) = ${email}`);
  if (found?.passwordHash) throw new AppError("EMAIL_TAKEN", { fieldErrors: { email: "emailTaken" } });
  if (found) {
    const { passwordHash: _, ...user } = found;
    return user;
  }
  const shown = shownNameOf(name ?? "") ?? email.slice(0, email.indexOf("@"));
  return insertUser(ctx, { email, name: shown, locale, role: "CUSTOMER", passwordHash: null });
}
