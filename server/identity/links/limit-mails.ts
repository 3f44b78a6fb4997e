import { guessOf } from "@/server/identity/limit-sign-ins";
import { countUse } from "@/server/shared/rate-limit";
import { HOUR_SECONDS, MAILS_PER_MAILBOX } from "./link-rules";
import type { AccountMailKind } from "./mail-schemas";

/**
 * Counts an e-mail that somebody asked for. Nobody is told of the limit: the answer must not depend on what others asked.
 *
 * @returns false when the mailbox got enough of this kind in this hour.
 */
export async function mayMail(kind: AccountMailKind, email: string): Promise<boolean> {
  const { account } = guessOf(email, "");
  return (await countUse(`account-mail:${kind}:${account}`, HOUR_SECONDS)) <= MAILS_PER_MAILBOX;
}
