import type { Locale } from "@/server/shared/airline";
import { log } from "@/server/shared/log";
import { counter } from "@/server/shared/metrics";
import type { Attachment } from "./mail-transport";

/** What makes the receipt of a reservation, as it is when the e-mail is sent; null when there is none. */
export type MakeReceipt = (of: { reservationId: string; locale: Locale }) => Promise<Attachment | null>;

/** The e-mails that bring the receipt: of a sale, of a change of flights, of a cancellation, of a refund, of a corrected name. */
const WITH_RECEIPT: ReadonlySet<string> = new Set([
  ...["confirmed", "flightsChanged", "partCancelled", "cancelled", "flightCancelled", "refundCompleted"],
  ...["nameCorrected", "bookingSplit"],
]);

/** A larger file is not attached: mailboxes refuse large mails. In bytes; a receipt of nine passengers has some 85,000. */
const MAX_BYTES = 1_000_000;

/**
 * Counts the e-mails that went out without their receipt. It is there, as 0, before the first one: an alert on its increase would
 * not see a figure that begins with 1.
 */
export const receiptFaults = counter(
  "msa_receipt_faults_total",
  "E-mails that went out without their receipt, because it could not be made.",
);

type About = { id: string; template: string; reservationId: string | null; locale: Locale };

/**
 * The receipt that an e-mail attaches. An e-mail whose receipt cannot be made goes out without it: the customer is told at least once,
 * whatever becomes of the paper. `msa_receipt_faults_total` counts those.
 */
export async function receiptAttachment(about: About, makeReceipt?: MakeReceipt): Promise<Attachment[]> {
  const { id, template, reservationId, locale } = about;
  if (!makeReceipt || reservationId === null || !WITH_RECEIPT.has(template)) return [];
  try {
    const file = await makeReceipt({ reservationId, locale });
    if (file && file.content.length > MAX_BYTES) throw new Error(`a receipt of ${file.content.length} bytes`);
    return file ? [file] : [];
  } catch (err) {
    receiptFaults.inc();
    log.error({ err, messageId: id }, "an e-mail goes out without its receipt");
    return [];
  }
}
