import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { Money } from "@/components/ui/money";
import type { RefundView } from "@/server/payment/schemas";
import type { OrderChange, OrderView } from "@/server/reservation/schemas";
import { ChangeEntry, type KnownStaff } from "./change-entry";

/** What has become of an order: its changes with their money, the newest first, and the sum of all. */
export function OrderChanges({
  order,
  refunds,
  staff,
}: {
  order: OrderView;
  refunds: readonly RefundView[];
  staff: KnownStaff;
}) {
  const t = useTranslations("admin.order");
  const [quotes, changes] = [true, false].map((isQuote) =>
    order.changes.filter(({ status }) => (status === "QUOTED") === isQuote).toReversed(),
  ) as [OrderChange[], OrderChange[]];
  return (
    <Card as="section" aria-label={t("changes")} title={t("changes")}>
      <div className="grid gap-6">
        <ol className="grid gap-5">
          {changes.map((change) => (
            <ChangeEntry
              key={change.id}
              change={change}
              tickets={order.tickets}
              refunds={refunds}
              staff={staff}
            />
          ))}
        </ol>
        <OrderSums order={order} />
        {quotes.length > 0 && <UnusedQuotes quotes={quotes} />}
      </div>
    </Card>
  );
}

function OrderSums({ order: { chargedAmount, paidAmount, refundedAmount } }: { order: OrderView }) {
  const t = useTranslations("admin.order");
  const left = paidAmount - refundedAmount;
  return (
    <div className="rounded-card bg-sunken p-4">
      <DescriptionList
        look="sums"
        items={[
          { term: t("paid"), value: <Money amountKrw={paidAmount} /> },
          { term: t("refunded"), value: <Money amountKrw={-refundedAmount} /> },
          { term: t("charged"), value: <Money amountKrw={chargedAmount} />, strong: true },
        ]}
      />
      {chargedAmount !== left && (
        <p role="alert" className="mt-2 font-semibold text-danger-text">
          {t("mismatch")}
        </p>
      )}
    </div>
  );
}

/** Quotes that were not accepted: each look at the cancel page makes one. */
function UnusedQuotes({ quotes }: { quotes: readonly OrderChange[] }) {
  const t = useTranslations("admin.order");
  return (
    <details>
      <summary className="min-h-6 cursor-pointer py-0.5 font-semibold">
        {t("quotes", { count: quotes.length })}
      </summary>
      <ul className="mt-2 grid gap-1 text-sm">
        {quotes.map((quote) => (
          <li key={quote.id} className="flex flex-wrap justify-between gap-x-4">
            <span>
              <DateTime at={quote.quotedAt} look="shortDateTime" />
              {quote.waiverReason !== null && ` · ${t("withoutFees")}`}
            </span>
            <Money amountKrw={quote.balance} />
          </li>
        ))}
      </ul>
    </details>
  );
}
