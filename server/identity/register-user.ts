import { sql } from "drizzle-orm";
import { emailChanges, users } from "@/db/schema/identity";
import { audit } from "@/server/shared/audit";
import { actorAddress, type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { event, recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { limitRate } from "@/server/shared/rate-limit";
import { userRegistered } from "./events";
import { hashPassword } from "./hash-password";
import { requireStrongPassword } from "./password-rules";
import { isReservedAddress } from "./predicates";
import { type RegisterUserInput, registerUserInput, type User } from "./schemas";
import { userColumns } from "./user-view";

const REGISTRATIONS_PER_HOUR = 20;

/**
 * Opens a customer's account with e-mail and password. Anybody may do it; a client address may do it 20 times an hour.
 *
 * @param within is called in the transaction that makes the account: what it throws leaves no account behind.
 * @throws AppError INVALID_INPUT · EMAIL_TAKEN (at `email`) · RATE_LIMITED.
 */
export async function registerUser(
  ctx: RequestContext,
  input: RegisterUserInput,
  within?: (tx: TxContext, user: User) => Promise<void>,
): Promise<User> {
  const { password, ...person } = parse(registerUserInput, input);
  if (ctx.actor.kind !== "SYSTEM") {
    await limitRate(`register-user:${actorAddress(ctx.actor)}`, REGISTRATIONS_PER_HOUR, 3600);
  }
  await requireStrongPassword(password, person);
  const passwordHash = await hashPassword(password);
  return transaction(ctx, async (tx) => {
    const user = await insertUser(tx, { ...person, role: "CUSTOMER", passwordHash });
    await within?.(tx, user);
    return user;
  });
}

type NewUser = Omit<User, "id"> & {
  passwordHash: string | null;
  /** A provider vouches for the address. */
  isConfirmed?: boolean;
};

/**
 * Inserts a user with its audit row and its event.
 *
 * @throws AppError EMAIL_TAKEN, also for the old address of a change that its owner can still undo.
 */
export async function insertUser(ctx: TxContext, { isConfirmed = false, ...user }: NewUser): Promise<User> {
  const [reserved] = await ctx.tx
    .select({ id: emailChanges.id })
    .from(emailChanges)
    .where(isReservedAddress(user.email, null))
    .limit(1);
  const [added] = reserved
    ? []
    : await ctx.tx
        .insert(users)
        .values({ id: uuidv7(), ...user, emailConfirmedAt: isConfirmed ? sql`clock_timestamp()` : null })
        .onConflictDoNothing()
        .returning(userColumns);
  if (!added) throw new AppError("EMAIL_TAKEN", { fieldErrors: { email: "emailTaken" } });
  const { id: userId, ...facts } = added;
  await audit(ctx, {
    action: "register-user",
    entity: "user",
    entityId: userId,
    after: { role: added.role },
  });
  await recordEvents(ctx, [event(userRegistered, { userId, ...facts })]);
  return added;
}
