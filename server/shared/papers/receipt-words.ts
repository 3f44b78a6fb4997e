import type { Locale } from "@/server/shared/airline";
import type { ReceiptWords } from "./receipt-vocabulary";
import { receiptWordsEn } from "./receipt-words-en";
import { receiptWordsKo } from "./receipt-words-ko";

export const receiptWords: Record<Locale, ReceiptWords> = { ko: receiptWordsKo, en: receiptWordsEn };
