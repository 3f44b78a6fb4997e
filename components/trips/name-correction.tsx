import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Alert } from "@/components/ui/alert";
import type { BookingView } from "@/server/reservation/schemas";
import { NameChoice, passengerToCorrect } from "./name-choice";
import { NameForm } from "./name-form";

type Form = Parameters<typeof NameForm>[0];

/** Asks whose name is to be corrected, then for the right spelling. The booking's names can be corrected. */
export function NameCorrection({
  booking,
  passengerId,
  page,
  action,
  back,
  staff,
}: Pick<Form, "action" | "staff"> & {
  booking: Pick<BookingView, "id" | "locator" | "version" | "passengers">;
  /** The passenger of the address. */
  passengerId: string | undefined;
  /** The address of the correction. */
  page: string;
  /** A link that leads back. */
  back: ReactNode;
}) {
  const t = useTranslations("trips.name");
  const { passengers, locator, id, version } = booking;
  const person = passengerToCorrect(passengers, passengerId);
  if (!person)
    return (
      <>
        {/* Somebody split the booking meanwhile, or the address is wrong. */}
        {passengerId !== undefined && (
          <Alert live tone="warning" title={t("refusedTitle")}>
            {t("refused.NOT_FOUND")}
          </Alert>
        )}
        <NameChoice passengers={passengers} page={page} />
        <div>{back}</div>
      </>
    );
  return (
    <NameForm
      key={person.id}
      action={action}
      back={back}
      booking={{ locator, reservationId: id, version }}
      passenger={person}
      {...(staff && { staff })}
    />
  );
}
