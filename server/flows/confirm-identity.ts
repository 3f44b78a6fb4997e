import { verifyPassword } from "@/server/identity";
import { hasOwnPassword } from "@/server/identity/queries";
import { SESSION_SECONDS, type Session } from "@/server/identity/schemas";
import { type RequestContext, requireMember } from "@/server/shared/context";
import { databaseClock } from "@/server/shared/database-clock";
import { AppError } from "@/server/shared/errors";

/** Without a password, the sign-in has to be this recent. */
const RECENT_SECONDS = 10 * 60;

/** How a member proves anew who they are. */
export type Proof = { password: string; session: Session | null };

/**
 * Has the signed-in member prove anew who they are: by the password, or, without one, by a sign-in of the last ten minutes.
 *
 * @throws AppError UNAUTHENTICATED, RATE_LIMITED; INVALID_INPUT at `password` when it is wrong, or when the sign-in is too old.
 */
export async function confirmIdentity(ctx: RequestContext, { password, session }: Proof): Promise<void> {
  const { email } = requireMember(ctx.actor);
  if (await hasOwnPassword(ctx)) {
    if (password === "") throw new AppError("INVALID_INPUT", { fieldErrors: { password: "required" } });
    await verifyPassword(ctx, { email, password }).catch((error: unknown) => {
      if (!(error instanceof AppError) || error.code !== "BAD_CREDENTIALS") throw error;
      throw new AppError("INVALID_INPUT", { fieldErrors: { password: "passwordWrong" } });
    });
    return;
  }
  const signedInAt = (session?.expiresAtSeconds ?? 0) - SESSION_SECONDS;
  if ((await databaseClock()).getTime() / 1_000 - signedInAt > RECENT_SECONDS)
    throw new AppError("INVALID_INPUT", { fieldErrors: { password: "signInAgain" } });
}
