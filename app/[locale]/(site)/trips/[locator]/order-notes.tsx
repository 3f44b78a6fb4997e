import { getTranslations } from "next-intl/server";
import { KeepFresh } from "@/components/trips/keep-fresh";
import { SplitFamily } from "@/components/trips/split-family";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import type { BookingView } from "@/server/reservation/queries";

/** What was just done with the booking, and the bookings that it was split from or into. */
export async function OrderNotes({
  booking,
  done,
}: {
  booking: BookingView;
  done: Readonly<Record<string, string | undefined>>;
}) {
  const t = await getTranslations("trips");
  const just = done.split === "done" ? "split" : done.name === "corrected" ? "name" : null;
  return (
    <>
      {just && booking.status === "CREATED" && (
        <>
          <Alert live tone="positive" title={t(`${just}.doneTitle`)}>
            {t(`${just}.done`)}
          </Alert>
          <KeepFresh />
        </>
      )}
      <SplitFamily from={booking.splitFrom} into={booking.splitInto} />
    </>
  );
}

/** What the customer can do about the passengers. Nothing when they can do none of it. */
export async function PassengerActions({ booking: { locator, can } }: { booking: BookingView }) {
  const t = await getTranslations("trips");
  if (!can.correctName.allowed && !can.split.allowed) return null;
  return (
    <div className="mt-5 flex flex-wrap gap-3 border-t border-line pt-5">
      {can.correctName.allowed && (
        <LinkButton href={`/trips/${locator}/name`} variant="secondary">
          {t("name.start")}
        </LinkButton>
      )}
      {can.split.allowed && (
        <LinkButton href={`/trips/${locator}/split`} variant="secondary">
          {t("split.start")}
        </LinkButton>
      )}
    </div>
  );
}
