import { z } from "zod";
import type { MadeFile } from "@/app/_lib/http/file-response";
import { readReceipt, readReceiptForStaff } from "@/server/flows/read-receipt";
import type { Locale } from "@/server/shared/airline";
import type { RequestContext } from "@/server/shared/context";
import { PDF_TYPE, receiptFile, receiptFileName } from "@/server/shared/papers/receipt-file";

type Wanted = { reservationId: string; passengerId?: string | undefined; locale: Locale };
type Read = typeof readReceipt;

/** The passenger whose receipt an address asks for. */
export const passengerAsked = z.uuid().optional().meta({
  description: "The id of the one passenger whose receipt it is; without it that of the party.",
});

async function download(ctx: RequestContext, { locale, ...wanted }: Wanted, read: Read): Promise<MadeFile> {
  const receipt = await read(ctx, wanted);
  const name = receiptFileName(receipt.locator, receipt.only?.number);
  return { name, type: PDF_TYPE, content: await receiptFile(receipt, locale) };
}

/** The receipt of the actor's own booking. @throws AppError as `readReceipt` and `receiptFile`. */
export const ownReceipt = (ctx: RequestContext, wanted: Wanted) => download(ctx, wanted, readReceipt);

/** The receipt of any booking, for staff. @throws AppError as `readReceiptForStaff` and `receiptFile`. */
export const receiptForStaff = (ctx: RequestContext, wanted: Wanted) =>
  download(ctx, wanted, readReceiptForStaff);
