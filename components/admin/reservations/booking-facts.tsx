import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { LinkButton } from "@/components/ui/link-button";
import { Money } from "@/components/ui/money";
import { PageLink } from "@/components/ui/page-link";
import { type BookingView, formatPhone } from "@/server/reservation/schemas";

const linkTo = ({ id, locator }: { id: string; locator: string }) => (
  <PageLink href={`/admin/reservations/${id}`} className="font-semibold text-brand-text underline">
    {locator}
  </PageLink>
);

/** Links to the bookings that this one was split from or into. */
const familyOf = ({ splitFrom, splitInto }: BookingView) => [
  ...(splitFrom ? [{ key: "splitFrom" as const, value: linkTo(splitFrom) }] : []),
  ...splitInto.map((each) => ({ key: "splitInto" as const, value: linkTo(each) })),
];

/** The facts of a booking: contact, party, amounts and times. `mayChange`: the reader may change the contact. */
export function BookingFacts({ booking, mayChange }: { booking: BookingView; mayChange: boolean }) {
  const t = useTranslations("admin.reservation");
  const at = (instant: string | null) => (instant ? <DateTime at={instant} /> : "–");
  return (
    <Card as="section" title={t("facts")}>
      <DescriptionList
        items={[
          {
            term: t("contact"),
            value: <Contact booking={booking} mayChange={mayChange} />,
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
          ...familyOf(booking).map(({ key, value }) => ({ term: t(key), value })),
          ...(booking.refusedPayment
            ? [{ term: t("refused"), value: <Money amountKrw={booking.refusedPayment.amount} /> }]
            : []),
        ]}
      />
    </Card>
  );
}

function Contact({ booking, mayChange }: { booking: BookingView; mayChange: boolean }) {
  const t = useTranslations("admin.reservation");
  return (
    <span className="break-all">
      {booking.contactEmail}
      {booking.contactPhone && <span className="block">{formatPhone(booking.contactPhone)}</span>}
      {mayChange && booking.can.changeContact.allowed && (
        <LinkButton
          href={`/admin/reservations/${booking.id}/contact`}
          variant="quiet"
          size="sm"
          className="mt-1"
        >
          {t("changeContact")}
        </LinkButton>
      )}
    </span>
  );
}
