import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { knownPlaces, users } from "@/db/schema/identity";
import { actorAddress, type RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { matchesPassword, unmatchableHash } from "./hash-password";
import { type User, userColumns } from "./queries";
import { type VerifyPasswordInput, verifyPasswordInput } from "./schemas";
import { countGuess, guessOf, rememberPlace, slowDown } from "./limit-sign-ins";

/**
 * The user that e-mail and password belong to. Unknown address, account without a password and wrong
 * password get the same answer after the same work.
 *
 * @throws AppError BAD_CREDENTIALS · RATE_LIMITED per place, and per account and place.
 */
export async function verifyPassword(ctx: RequestContext, input: VerifyPasswordInput): Promise<User> {
  const { email, password } = parse(verifyPasswordInput, input);
  const guess = guessOf(email, actorAddress(ctx.actor));
  const triesThisHour = await countGuess(guess);
  const [found] = await database()
    .select({ ...userColumns, passwordHash: users.passwordHash, isKnownPlace: isKnownPlace(guess.place) })
    .from(users)
    .where(sql`lower(${users.email}) = ${email}`);
  if (!found?.isKnownPlace) await slowDown(triesThisHour);
  const matches = await matchesPassword(password, found?.passwordHash ?? unmatchableHash);
  if (!found || !matches) throw new AppError("BAD_CREDENTIALS");
  await rememberPlace(found.id, guess);
  const { passwordHash: _, isKnownPlace: __, ...user } = found;
  return user;
}

const isKnownPlace = (place: string) =>
  sql<boolean>`exists (select from ${knownPlaces} p where p.user_id = ${users}.id and p.place = ${place})`;
