import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getRequestContext } from "@/app/_lib/session";
import { ClientMessages } from "@/components/layout/client-messages";
import { CancelForm } from "@/components/trips/cancel-form";
import { LegTimes } from "@/components/trips/leg-times";
import { RefundQuote } from "@/components/trips/refund-quote";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { mileageOfReservation } from "@/server/mileage/queries";
import { quoteRefundOf } from "@/server/reservation";
import type { BookingView } from "@/server/reservation/queries";
import { AppError } from "@/server/shared/errors";
import { ownTrip } from "../../own-trip";
import { tripOf } from "../../trip-of";
import { cancelTrip } from "./actions";

type Props = { params: Promise<{ locator: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("trips.cancel");
  return { title: t("title"), robots: { index: false } };
}

/** First the quote, then the question: nothing is cancelled by opening this page. */
export default async function CancelTripPage({ params }: Props) {
  const { locator } = await params;
  const booking = await ownTrip(locator, `/trips/${locator}/cancel`);
  const t = await getTranslations("trips.cancel");
  const [quote, miles] = await Promise.all([offeredRefund(booking.id), mileageOfReservation(booking.id)]);
  const creditedMiles = miles.reduce((sum, entry) => sum + entry.miles, 0);
  const back = (
    <LinkButton href={`/trips/${booking.locator}`} variant="secondary">
      {t("back")}
    </LinkButton>
  );
  return (
    <div className="page-width grid grid-cols-1 max-w-3xl gap-6 py-8">
      <PageHeader title={t("title")} description={t("lead", { locator: booking.locator })} />
      <Legs booking={booking} />
      {quote ? (
        <>
          <RefundQuote trip={tripOf(booking)} quote={quote} creditedMiles={creditedMiles} />
          <ClientMessages namespaces={["trips"]}>
            <CancelForm
              action={cancelTrip}
              back={back}
              locator={booking.locator}
              reservationId={booking.id}
              quoteId={quote.quoteId}
              refundAmount={quote.refundAmount}
            />
          </ClientMessages>
        </>
      ) : (
        <>
          <Alert tone="warning" title={t("notCancellableTitle")}>
            {t(`notCancellable.${booking.status}`)}
          </Alert>
          <div>{back}</div>
        </>
      )}
    </div>
  );
}

/** The offer, or null when this booking cannot be given up (any more). */
async function offeredRefund(reservationId: string) {
  try {
    return await quoteRefundOf(await getRequestContext(), { reservationId });
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_CANCELLABLE") return null;
    throw error;
  }
}

function Legs({ booking }: { booking: BookingView }) {
  return (
    <Card>
      <ol className="grid gap-4">
        {booking.segments.map((leg) => (
          <li key={leg.id} className="grid gap-1 not-first:border-t not-first:border-line not-first:pt-4">
            <p className="text-sm font-semibold text-ink-muted">{leg.designator}</p>
            <LegTimes leg={leg} />
          </li>
        ))}
      </ol>
    </Card>
  );
}
