import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { romanName } from "@/components/booking/passenger-rules";
import { Alert } from "@/components/ui/alert";
import type { BookingView } from "@/server/reservation/schemas";
import { SplitForm } from "./split-form";

/** Asks who gets a booking of their own, or says why nobody can. `staff`: on behalf of the customer. */
export function SplitChoice({
  booking,
  action,
  back,
  staff = false,
}: {
  booking: Pick<BookingView, "id" | "locator" | "version" | "passengers" | "can">;
  action: Parameters<typeof SplitForm>[0]["action"];
  /** A link that leads back. */
  back: ReactNode;
  staff?: boolean;
}) {
  const t = useTranslations("trips.split");
  const { id, locator, version, passengers, can } = booking;
  if (!can.split.allowed)
    return (
      <>
        <Alert tone="warning" title={t("notPossibleTitle")}>
          {t(`notPossible.${can.split.reason}`)}
        </Alert>
        <div>{back}</div>
      </>
    );
  return (
    <SplitForm
      staff={staff}
      action={action}
      back={back}
      booking={{ locator, reservationId: id, version }}
      passengers={passengers.map((each) => ({ id: each.id, label: romanName(each) ?? "" }))}
    />
  );
}
