import { eq } from "drizzle-orm";
import { database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { actorAddress, type RequestContext, requirePerson } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { matchesPassword } from "./hash-password";
import { countGuess, guessOf, rememberPlace, slowDown } from "./limit-sign-ins";

/**
 * Asks a member for the password again, with the limits of a sign-in: an open session must not be a way to guess it.
 *
 * @returns the member's row with the hash that was compared.
 * @throws AppError UNAUTHENTICATED · FORBIDDEN for a program, and when the account has no password · RATE_LIMITED ·
 *   INVALID_INPUT at `currentPassword`.
 */
export async function requirePassword(ctx: RequestContext, password: string) {
  const member = requirePerson(ctx);
  const [user] = await database().select().from(users).where(eq(users.id, member.id));
  if (!user) throw new AppError("UNAUTHENTICATED");
  const { passwordHash, ...facts } = user;
  if (passwordHash === null) throw new AppError("FORBIDDEN");
  const guess = guessOf(user.email, actorAddress(ctx.actor));
  await slowDown(await countGuess(guess));
  if (!(await matchesPassword(password, passwordHash)))
    throw new AppError("INVALID_INPUT", { fieldErrors: { currentPassword: "passwordWrong" } });
  await rememberPlace(user.id, guess);
  return { ...facts, passwordHash };
}
