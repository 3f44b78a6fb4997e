import { database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { actorAddress, type RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { matchesPassword, unmatchableHash } from "./hash-password";
import { countGuess, guessOf, rememberPlace, slowDown } from "./limit-sign-ins";
import { hasEmail, isKnownPlace } from "./predicates";
import { countSignIn } from "./record-figures";
import { type User, type VerifyPasswordInput, verifyPasswordInput } from "./schemas";
import { userColumns } from "./user-view";

/**
 * Returns the user with this e-mail address and password. Anybody may ask. An unknown address, an account without a
 * password and a wrong password get the same answer after the same work.
 *
 * @throws AppError BAD_CREDENTIALS · RATE_LIMITED per place, and per account and place.
 */
export async function verifyPassword(ctx: RequestContext, input: VerifyPasswordInput): Promise<User> {
  try {
    const user = await verified(ctx, input);
    countSignIn("ok");
    return user;
  } catch (error) {
    if (error instanceof AppError) countSignIn(error.code === "RATE_LIMITED" ? "limited" : "refused");
    throw error;
  }
}

async function verified(ctx: RequestContext, input: VerifyPasswordInput): Promise<User> {
  const { email, password } = parse(verifyPasswordInput, input);
  const guess = guessOf(email, actorAddress(ctx.actor));
  const triesThisHour = await countGuess(guess);
  const [found] = await database()
    .select({ ...userColumns, passwordHash: users.passwordHash, isKnownPlace: isKnownPlace(guess.place) })
    .from(users)
    .where(hasEmail(email));
  if (!found?.isKnownPlace) await slowDown(triesThisHour);
  const matches = await matchesPassword(password, found?.passwordHash ?? unmatchableHash);
  if (!found || !matches) throw new AppError("BAD_CREDENTIALS");
  await rememberPlace(found.id, guess);
  const { passwordHash: _, isKnownPlace: __, ...user } = found;
  return user;
}
