import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { OrderCoupon, OrderTicket } from "@/server/reservation/schemas";

const tones = {
  OPEN: "positive",
  CHECKED_IN: "positive",
  FLOWN: "neutral",
  NO_SHOW: "warning",
  SUSPENDED: "warning",
  EXCHANGED: "neutral",
  REFUNDED: "danger",
} as const;

/** All tickets that were issued, each with its coupons and the ticket that took its place. */
export function OrderTickets({ tickets }: { tickets: readonly OrderTicket[] }) {
  const t = useTranslations("admin.order");
  return (
    <Card as="section" title={t("tickets")}>
      <ul className="grid gap-5">
        {tickets.map(({ number, passenger, successor, coupons }) => (
          <li key={number} className="grid gap-2 border-l-4 border-brand pl-3">
            <p className="flex flex-wrap items-baseline gap-x-3">
              <strong>{passenger ?? t("unnamed")}</strong>
              <span className="whitespace-nowrap">
                {number.slice(0, 3)}-{number.slice(3)}
              </span>
              {successor && <span className="text-ink-muted">{t("successor", { number: successor })}</span>}
            </p>
            <ol className="grid gap-1">
              {coupons.map((coupon) => (
                <Coupon key={coupon.id} coupon={coupon} />
              ))}
            </ol>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Coupon({ coupon }: { coupon: OrderCoupon }) {
  const t = useTranslations("admin.order");
  const types = useTranslations("admin.passengerTypes");
  const state = coupon.countsAsFlown ? "FLOWN" : coupon.state;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="text-ink-muted">{t("coupon", { number: coupon.number })}</span>
      <span>
        <span className="font-semibold">{coupon.designator}</span> {coupon.origin} → {coupon.destination}{" "}
        <time dateTime={coupon.departureDate} className="whitespace-nowrap text-ink-muted">
          {coupon.departureDate}
        </time>{" "}
        · {types(coupon.passengerType)}
      </span>
      <Badge tone={tones[state]}>{t(`coupons.${state}`)}</Badge>
    </li>
  );
}
