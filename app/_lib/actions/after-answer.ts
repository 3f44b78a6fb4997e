import { after } from "next/server";
import { deliverAccountMails } from "@/server/flows/deliver-account-mails";
import type { AccountMail } from "@/server/identity/schemas";
import { log } from "@/server/shared/log";

type Mails = AccountMail | null | readonly (AccountMail | null)[];

/**
 * Sends e-mails about an account after the answer: neither what the answer says nor how long it takes depends on them. `work`
 * may also decide only then whether there is a mail to send.
 */
export function mailAfterAnswer(work: () => Mails | Promise<Mails>): void {
  after(async () => {
    try {
      await deliverAccountMails([await work()].flat());
    } catch (err) {
      log.error({ err }, "e-mails about an account were not sent");
    }
  });
}
