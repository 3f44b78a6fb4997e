import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { actorAddress, type RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { limitRate } from "@/server/shared/rate-limit";
import { matchesPassword, unmatchableHash } from "./password-hash";
import { type User, userColumns } from "./queries";
import { type VerifyPasswordInput, verifyPasswordInput } from "./schemas";

const WINDOW_SECONDS = 15 * 60;
const TRIES_PER_EMAIL = 10;
/** Higher: an office or a mobile network shares one address. */
const TRIES_PER_ADDRESS = 100;

/**
 * The user that e-mail and password belong to. Unknown address, account without a password and wrong
 * password get the same answer after the same work.
 *
 * @throws AppError BAD_CREDENTIALS · RATE_LIMITED per client address and per e-mail.
 */
export async function verifyPassword(ctx: RequestContext, input: VerifyPasswordInput): Promise<User> {
  const { email, password } = parse(verifyPasswordInput, input);
  await limitRate(`verify-password:address:${actorAddress(ctx.actor)}`, TRIES_PER_ADDRESS, WINDOW_SECONDS);
  await limitRate(`verify-password:email:${email}`, TRIES_PER_EMAIL, WINDOW_SECONDS);
  const [found] = await database()
    .select({ ...userColumns, passwordHash: users.passwordHash })
    .from(users)
    .where(sql`lower(${users.email}) = ${email}`);
  const matches = await matchesPassword(password, found?.passwordHash ?? unmatchableHash);
  if (!found || !matches) throw new AppError("BAD_CREDENTIALS");
  const { passwordHash: _, ...user } = found;
  return user;
}
