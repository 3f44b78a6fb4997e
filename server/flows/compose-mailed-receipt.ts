import type { MakeReceipt } from "@/server/notification";
import { systemContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { keptReceiptFile, PDF_TYPE, receiptFileName } from "@/server/shared/papers/receipt-file";
import { readReceiptForMail } from "./read-receipt";

/** Makes the receipt that an e-mail about a reservation attaches; null when nothing was sold. */
export const receiptForMail: MakeReceipt = async ({ reservationId, locale }) => {
  try {
    const receipt = await readReceiptForMail(systemContext("receipt-for-mail"), reservationId);
    const content = await keptReceiptFile(receipt, locale);
    return { filename: receiptFileName(receipt.locator), content, contentType: PDF_TYPE };
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  }
};
