import { useTranslations } from "next-intl";
import { DescriptionList } from "@/components/ui/description-list";
import { Money } from "@/components/ui/money";
import type { OrderChange, OrderTicket } from "@/server/reservation/schemas";
import { chargeKinds, waivableFees } from "@/server/shared/order-terms";

type Charge = OrderChange["charges"][number];
const waivable: readonly Charge["kind"][] = waivableFees;

/** The money of a change by kind, with its sum; each passenger and flight below. */
export function ChangeCharges({
  charges,
  balance,
  tickets,
}: {
  charges: readonly Charge[];
  balance: number;
  tickets: readonly OrderTicket[];
}) {
  const t = useTranslations("admin.order");
  if (charges.length === 0) return null;
  const isWaiver = ({ kind, amount }: Charge) => amount < 0 && waivable.includes(kind);
  const labelOf = (charge: Charge) =>
    isWaiver(charge) ? t("feeWaived", { fee: t(`charges.${charge.kind}`) }) : t(`charges.${charge.kind}`);
  return (
    <>
      <div className="max-w-md">
        <DescriptionList
          look="sums"
          items={[
            ...sumsBy(inOrder(charges), labelOf).map(([term, amount]) => ({
              term,
              value: <Money amountKrw={amount} className="whitespace-nowrap" />,
            })),
            { term: t("balance"), value: <Money amountKrw={balance} />, strong: true },
          ]}
        />
      </div>
      <details>
        <summary className="min-h-6 cursor-pointer py-0.5 text-sm font-semibold">{t("byCoupon")}</summary>
        <ul className="mt-1 grid max-w-md gap-1 text-sm">
          {sumsBy(charges, (charge) => couponText(charge, tickets) ?? t("wholeOrder")).map(
            ([text, amount]) => (
              <li key={text} className="flex justify-between gap-4">
                <span>{text}</span>
                <Money amountKrw={amount} className="whitespace-nowrap" />
              </li>
            ),
          )}
        </ul>
      </details>
    </>
  );
}

/** The charges in the order of a bill: prices, fees, movements. */
const inOrder = (charges: readonly Charge[]) =>
  charges.toSorted((a, b) => chargeKinds.indexOf(a.kind) - chargeKinds.indexOf(b.kind));

/** The sum of the charges with each label, in the order in which the labels come first. */
function sumsBy(charges: readonly Charge[], labelOf: (charge: Charge) => string): [string, number][] {
  const sums = new Map<string, number>();
  for (const charge of charges) {
    const label = labelOf(charge);
    sums.set(label, (sums.get(label) ?? 0) + charge.amount);
  }
  return [...sums];
}

function couponText({ couponId }: Charge, tickets: readonly OrderTicket[]): string | null {
  for (const { passenger, number, coupons } of tickets) {
    const coupon = coupons.find(({ id }) => id === couponId);
    if (coupon) return `${passenger ?? number} · ${coupon.designator} ${coupon.departureDate}`;
  }
  return null;
}
