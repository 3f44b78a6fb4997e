import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { LinkButton } from "@/components/ui/link-button";
import { type BookingView, formatPhone } from "@/server/reservation/schemas";

/** Where the airline reaches the customer about a booking. */
export function ContactSummary({
  booking: { locator, contactEmail, contactPhone, can },
}: {
  booking: Pick<BookingView, "locator" | "contactEmail" | "contactPhone" | "can">;
}) {
  const t = useTranslations("trips.contact");
  return (
    <Card as="section" title={t("summary")}>
      <DescriptionList
        items={[
          { term: t("email"), value: <span className="break-all">{contactEmail}</span> },
          { term: t("phone"), value: contactPhone ? formatPhone(contactPhone) : t("noPhone") },
        ]}
      />
      {can.changeContact.allowed && (
        <div className="mt-4">
          <LinkButton href={`/trips/${locator}/contact`} variant="secondary" size="sm">
            {t("change")}
          </LinkButton>
        </div>
      )}
    </Card>
  );
}
