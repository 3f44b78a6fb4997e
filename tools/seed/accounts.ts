import { inArray } from "drizzle-orm";
import { database } from "@/db/client";
import { users } from "@/db/schema/identity";
import { giveMemberConsents } from "@/server/consent";
import { documentsToAccept } from "@/server/consent/queries";
import { MEMBER_DOCUMENTS } from "@/server/consent/schemas";
import { hashPassword } from "@/server/identity/hash-password";
import { isWeakPassword } from "@/server/identity/password-rules";
import { insertUser } from "@/server/identity/register-user";
import { registerUserInput } from "@/server/identity/schemas";
import { systemContext, transaction } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";
import { DEMO_ACCOUNTS } from "./demo-accounts";

/** Makes the demo accounts that are missing, each with its event. @returns how many were made. */
export async function seedAccounts(): Promise<number> {
  const emails = DEMO_ACCOUNTS.map((account) => account.email);
  const known = await database()
    .select({ email: users.email })
    .from(users)
    .where(inArray(users.email, emails));
  const missing = DEMO_ACCOUNTS.filter(({ email }) => !known.some((user) => user.email === email));
  for (const { role, ...account } of missing) {
    const { password, ...person } = parse(registerUserInput, account);
    if (await isWeakPassword(password, [person.email, person.name]))
      throw new Error("SEED_DEMO_PASSWORD is easy to guess");
    const passwordHash = await hashPassword(password);
    await transaction(systemContext("seed"), async (tx) => {
      const user = { ...person, role, passwordHash, isConfirmed: true };
      const { id: personId, locale } = await insertUser(tx, user);
      const stated = await documentsToAccept(MEMBER_DOCUMENTS.required);
      await giveMemberConsents(tx, { personId, locale, channel: "WEB" }, stated);
    });
  }
  return missing.length;
}
