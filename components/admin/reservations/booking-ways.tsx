import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import type { BookingView } from "@/server/reservation/schemas";

/** Where staff can go from a reservation, and what they can do with it for its customer. */
export function BookingWays({
  booking: { id, customerId, can },
  mayChange,
}: {
  booking: Pick<BookingView, "id" | "customerId" | "can">;
  /** The person may act on a customer's behalf. */
  mayChange: boolean;
}) {
  const t = useTranslations("admin.reservation");
  return (
    <>
      {mayChange && can.changeSeatsOn.some(({ allowed }) => allowed) && (
        <LinkButton href={`/admin/reservations/${id}/seats`} variant="secondary">
          {t("toSeats")}
        </LinkButton>
      )}
      {mayChange && can.cancel.allowed && (
        // The page makes a quote when it is opened: no prefetch.
        <LinkButton href={`/admin/reservations/${id}/cancel`} variant="secondary" prefetch={false}>
          {t("toCancel")}
        </LinkButton>
      )}
      <LinkButton href={`/admin/customers/${customerId}`} variant="quiet">
        {t("toCustomer")}
      </LinkButton>
      <LinkButton href="/admin/reservations" variant="quiet">
        {t("back")}
      </LinkButton>
    </>
  );
}
