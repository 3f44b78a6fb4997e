import { formatKrw } from "@/i18n/format";
import type { Locale } from "@/server/shared/airline";
import { type RefundStep, refundSteps } from "@/server/shared/refund-steps";
import type { Block } from "./pdf/paper";
import type { Receipt } from "./receipt";
import type { ReceiptWords } from "./receipt-vocabulary";

type Way = { say: ReceiptWords; locale: Locale; url: string };

/** The conditions in short: the fees by the time of the cancellation, and where all of them are. */
export function termsBlocks({ terms, isCancelled }: Receipt, { say, locale, url }: Way): Block[] {
  if (isCancelled || terms.length === 0) return [];
  const rows = terms.flatMap((term) => {
    const name = `${say.scopes[term.scope]} ${locale === "ko" ? term.brandKo : term.brandEn}`;
    if (!term.refundable) return [[name, say.afterFreeDays(term.freeFromDaysToDeparture), say.notRefundable]];
    const steps = refundSteps(term.fees, term.freeFromDaysToDeparture);
    return steps.map((step) => [name, say.step(step), feeText(step, say, locale)]);
  });
  const hours = Math.min(...terms.map(({ freeWithinHoursOfPurchase }) => freeWithinHoursOfPurchase));
  return [
    { kind: "heading", level: 2, text: say.sections.terms },
    {
      kind: "table",
      columns: [
        { head: say.heads.fare, share: 26 },
        { head: say.heads.when, share: 40 },
        { head: say.heads.fee, share: 34, align: "right" },
      ],
      rows,
    },
    ...say.termsNotes(hours).map((text): Block => ({ kind: "text", text })),
    { kind: "text", text: say.fullTerms(url) },
  ];
}

function feeText({ feeKrw, farePercent }: RefundStep, say: ReceiptWords, locale: Locale): string {
  const parts = [
    ...(feeKrw > 0 ? [formatKrw(feeKrw, locale)] : []),
    ...(farePercent > 0 ? [say.percent(farePercent)] : []),
  ];
  return parts.length > 0 ? parts.join(" + ") : say.free;
}
