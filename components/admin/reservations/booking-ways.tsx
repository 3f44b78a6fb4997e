import { useLocale, useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import type { BookingView } from "@/server/reservation/schemas";

/** Where staff can go from a reservation, and the receipt of a paid one. */
export function BookingWays({
  booking: { id, customerId, customerKind, createdAt },
}: {
  booking: Pick<BookingView, "id" | "customerId" | "customerKind" | "createdAt">;
}) {
  const t = useTranslations("admin.reservation");
  const locale = useLocale();
  return (
    <>
      {createdAt !== null && (
        <a
          href={`/api/pages/admin/reservations/${id}/receipt?locale=${locale}`}
          download
          className="inline-flex min-h-11 items-center px-3 text-sm font-semibold text-brand-text hover:underline"
        >
          {t("receipt")}
        </a>
      )}
      {customerKind === "GUEST" ? (
        <span className="inline-flex min-h-11 items-center px-3 text-sm text-ink-muted">{t("guest")}</span>
      ) : (
        <LinkButton href={`/admin/customers/${customerId}`} variant="quiet">
          {t("toCustomer")}
        </LinkButton>
      )}
      <LinkButton href="/admin/reservations" variant="quiet">
        {t("back")}
      </LinkButton>
    </>
  );
}
