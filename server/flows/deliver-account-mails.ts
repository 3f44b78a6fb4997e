import { setTimeout as pause } from "node:timers/promises";
import type { AccountMail } from "@/server/identity/schemas";
import { deliverAccountMail } from "@/server/notification";
import { systemContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";

/** The pauses before the second and the third try, in milliseconds. */
const PAUSES_MS = [2_000, 15_000];

/**
 * Sends the e-mails about an account that a verb of identity returned. It runs after the answer. A mail that the server does
 * not accept is tried three times; after that the person asks again.
 */
export async function deliverAccountMails(mails: readonly (AccountMail | null)[]): Promise<void> {
  for (const mail of mails) if (mail) await sendWithRetries(mail);
}

async function sendWithRetries(mail: AccountMail, pauses: readonly number[] = PAUSES_MS): Promise<void> {
  try {
    await deliverAccountMail(systemContext("account-mail"), mail);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "UNAVAILABLE") throw error;
    const [next, ...later] = pauses;
    if (next === undefined) return;
    await pause(next);
    await sendWithRetries(mail, later);
  }
}
