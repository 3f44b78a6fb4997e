import { createHash } from "node:crypto";
import { BulkheadRejectedError, bulkhead } from "cockatiel";
import { airline, type Locale } from "@/server/shared/airline";
import { env } from "@/server/shared/env";
import { AppError } from "@/server/shared/errors";
import { renderPaper } from "./pdf/render-paper";
import type { Receipt } from "./receipt";
import { receiptPaper } from "./receipt-paper";
import { sellerFacts } from "./seller";

export const PDF_TYPE = "application/pdf";

/** `MA-K7M2QX.pdf`; of one passenger with their number in the booking, never with a name. */
export const receiptFileName = (locator: string, passengerNumber?: number): string =>
  `${[airline.designator, locator, ...(passengerNumber === undefined ? [] : [passengerNumber])].join("-")}.pdf`;

/** A paper keeps one core busy for some tenths of a second: one is drawn at a time, and few wait. */
const turns = bulkhead(1, 20);

/**
 * Draws a receipt as a PDF.
 *
 * @throws AppError UNAVAILABLE when too many wait to be drawn.
 */
export async function receiptFile(receipt: Receipt, locale: Locale): Promise<Buffer<ArrayBuffer>> {
  const url = new URL(`/${locale}/trips/${receipt.locator}`, env().APP_URL).href;
  try {
    return await turns.execute(() =>
      renderPaper(receiptPaper(receipt, { locale, url, seller: sellerFacts(locale) })),
    );
  } catch (error) {
    if (error instanceof BulkheadRejectedError) throw new AppError("UNAVAILABLE", { cause: error });
    throw error;
  }
}

const KEPT_FILES = 32;
const kept = new Map<string, Buffer<ArrayBuffer>>();

/** As `receiptFile`. A receipt that says the same as one of the last ones is not drawn again: a mail that is tried again has it. */
export async function keptReceiptFile(receipt: Receipt, locale: Locale): Promise<Buffer<ArrayBuffer>> {
  const { asOf, ...says } = receipt;
  const key = createHash("sha256")
    .update(JSON.stringify([locale, says]))
    .digest("base64");
  const file = kept.get(key) ?? (await receiptFile(receipt, locale));
  kept.delete(key);
  kept.set(key, file);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_FILES) break;
    kept.delete(oldest);
  }
  return file;
}
