import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { Money } from "@/components/ui/money";
import { type BookingView, formatPhone } from "@/server/reservation/schemas";

/** The facts of a booking: contact, party, amounts and times. */
export function BookingFacts({ booking }: { booking: BookingView }) {
  const t = useTranslations("admin.reservation");
  const at = (instant: string | null) => (instant ? <DateTime at={instant} /> : "–");
  return (
    <Card as="section" title={t("facts")}>
      <DescriptionList
        items={[
          {
            term: t("contact"),
            value: (
              <span className="break-all">
                {booking.contactEmail}
                {booking.contactPhone && <span className="block">{formatPhone(booking.contactPhone)}</span>}
              </span>
            ),
          },
          { term: t("language"), value: t(`languages.${booking.locale}`) },
          {
            term: t("party"),
            value: t("partyValue", {
              adults: booking.adults,
              children: booking.children,
              infants: booking.infants,
            }),
          },
          { term: t("total"), value: <Money amountKrw={booking.totalAmount} /> },
          { term: t("paid"), value: <Money amountKrw={booking.paidAmount} /> },
          { term: t("refundOwed"), value: <Money amountKrw={booking.refundedAmount} /> },
          { term: t("heldAt"), value: at(booking.heldAt) },
          booking.createdAt
            ? { term: t("createdAt"), value: at(booking.createdAt) }
            : { term: t("deadline"), value: at(booking.paymentDeadline) },
          ...(booking.endedAt ? [{ term: t("endedAt"), value: at(booking.endedAt) }] : []),
          ...(booking.cancelCause ? [{ term: t("cause"), value: t(`causes.${booking.cancelCause}`) }] : []),
          ...(booking.refusedPayment
            ? [{ term: t("refused"), value: <Money amountKrw={booking.refusedPayment.amount} /> }]
            : []),
        ]}
      />
    </Card>
  );
}
