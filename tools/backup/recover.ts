import { parseArgs } from "node:util";
import { closeDatabase } from "@/db/client";
import { recoverLostPayments } from "@/server/flows/recover-lost-payments";
import { recoverLostRefunds } from "@/server/flows/recover-lost-refunds";
import { lostPayments, lostRefunds } from "@/server/payment";
import { skipTicketNumbers } from "@/server/reservation";
import { reservationsSplitFrom } from "@/server/reservation/queries";
import { systemContext } from "@/server/shared/context";
import { env } from "@/server/shared/env";
import { inSiteEnvironment } from "./airline-database";
import { failureText, paymentsText, refundsText } from "./report-recovery";

/** More tickets than are issued between two backups. Numbers are not scarce: there are ten thousand million. */
const SKIPPED_TICKETS = 100_000;

/** Clocks may differ, and a checkout is opened before its record is part of a backup. What has a record is left alone. */
const MARGIN_MS = 10 * 60_000;

/**
 * `npm run recover -- --since <moment> [--apply]`: for a database that was set back to an earlier moment, whatever did it.
 * Lists the payments and refunds that the provider has made since and that have no record any more. With --apply their
 * records are written again: customers without a booking get their money back, refunded bookings are cancelled, and ticket
 * numbers that may have been issued are left out. It needs the environment of the site. The site may run or not.
 */
const { values } = parseArgs({ options: { since: { type: "string" }, apply: { type: "boolean" } } });
const moment = new Date(values.since ?? "").getTime();
const since = new Date(moment - MARGIN_MS);
if (Number.isNaN(moment)) {
  console.error("Say since when: npm run recover -- --since 2027-01-31T02:00:00Z");
  process.exit(2);
}

try {
  await inSiteEnvironment(() => recover().finally(closeDatabase));
} catch (error) {
  console.error(failureText(error));
  process.exitCode = 1;
}

async function recover(): Promise<void> {
  env();
  const ctx = systemContext("recover");
  if (values.apply) {
    await skipTicketNumbers(ctx, SKIPPED_TICKETS);
    console.log(refundsText(await recoverLostRefunds(ctx, since)));
    console.log(paymentsText(await recoverLostPayments(ctx, since)));
  } else {
    const [refunds, payments] = [
      await lostRefunds(ctx, since, (id) => reservationsSplitFrom(ctx, id)),
      await lostPayments(ctx, since),
    ];
    console.log(`${refundsText(refunds)}\n${paymentsText(payments)}`);
    if (refunds.length + payments.length > 0) console.log("Nothing was changed. With --apply it is.");
  }
}
