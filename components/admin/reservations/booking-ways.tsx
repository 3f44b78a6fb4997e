import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";

/** Where staff can go from a reservation. */
export function BookingWays({ customerId }: { customerId: string }) {
  const t = useTranslations("admin.reservation");
  return (
    <>
      <LinkButton href={`/admin/customers/${customerId}`} variant="quiet">
        {t("toCustomer")}
      </LinkButton>
      <LinkButton href="/admin/reservations" variant="quiet">
        {t("back")}
      </LinkButton>
    </>
  );
}
