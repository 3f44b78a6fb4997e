import { users } from "@/db/schema/identity";
import { audit } from "@/server/shared/audit";
import { actorAddress, type RequestContext, type TxContext, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { uuidv7 } from "@/server/shared/ids";
import { event, recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { limitRate } from "@/server/shared/rate-limit";
import { userRegistered } from "./events";
import { hashPassword } from "./hash-password";
import { isWeakPassword } from "./password-rules";
import { type RegisterUserInput, registerUserInput, type User } from "./schemas";
import { userColumns } from "./user-view";

const REGISTRATIONS_PER_HOUR = 20;

/**
 * Opens a customer's account with e-mail and password. Anybody may do it; a client address may do it 20 times an hour.
 *
 * @throws AppError INVALID_INPUT · EMAIL_TAKEN (at `email`) · RATE_LIMITED.
 */
export async function registerUser(ctx: RequestContext, input: RegisterUserInput): Promise<User> {
  const { password, ...person } = parse(registerUserInput, input);
  if (ctx.actor.kind !== "SYSTEM") {
    await limitRate(`register-user:${actorAddress(ctx.actor)}`, REGISTRATIONS_PER_HOUR, 3600);
  }
  if (await isWeakPassword(password, [person.email, person.name]))
    throw new AppError("INVALID_INPUT", { fieldErrors: { password: "passwordTooEasy" } });
  const passwordHash = await hashPassword(password);
  return transaction(ctx, (tx) => insertUser(tx, { ...person, role: "CUSTOMER", passwordHash }));
}

type NewUser = Omit<User, "id"> & { passwordHash: string | null };

/** Inserts a user with its audit row and its event. @throws AppError EMAIL_TAKEN. */
export async function insertUser(ctx: TxContext, user: NewUser): Promise<User> {
  const [added] = await ctx.tx
    .insert(users)
    .values({ id: uuidv7(), ...user })
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
