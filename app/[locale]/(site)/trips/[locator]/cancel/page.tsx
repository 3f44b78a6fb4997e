import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getRequestContext } from "@/app/_lib/auth/session";
import { ownTrip } from "@/app/[locale]/(site)/trips/own-trip";
import { tripOf } from "@/app/[locale]/(site)/trips/trip-of";
import { LegTimes } from "@/components/flight/leg-times";
import { ClientMessages } from "@/components/layout/client-messages";
import { CancelForm } from "@/components/trips/cancel-form";
import { RefundQuote } from "@/components/trips/refund-quote";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { mileageOfReservation } from "@/server/mileage/queries";
import type { LedgerEntry } from "@/server/mileage/schemas";
import { quoteRefundOf } from "@/server/reservation";
import type { BookingView } from "@/server/reservation/queries";
import type { OfferedRefund } from "@/server/reservation/schemas";
import { AppError } from "@/server/shared/errors";
import { cancelTrip } from "./actions";

type Props = { params: Promise<{ locator: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("trips.cancel");
  return { title: t("title"), robots: { index: false } };
}

/** Shows the quote first, then asks. Opening this page cancels nothing. */
export default async function CancelTripPage({ params }: Props) {
  const { locator } = await params;
  const booking = await ownTrip(locator, `/trips/${locator}/cancel`);
  const t = await getTranslations("trips.cancel");
  const ctx = await getRequestContext();
  const [quote, miles] = await Promise.all([
    offeredRefund(booking.id),
    mileageOfReservation(ctx, booking.id),
  ]);
  const standings = typeof quote === "object" ? quote.standings : [];
  const inPart = standings.includes("DEPARTED");
  const creditedMiles = creditedOn(legsThatCanBeCancelled(booking, standings), miles);
  const back = (
    <LinkButton href={`/trips/${booking.locator}`} variant="secondary">
      {t("back")}
    </LinkButton>
  );
  return (
    <div className="page-width grid grid-cols-1 max-w-3xl gap-6 py-8">
      <PageHeader
        title={t(inPart ? "startRest" : "title")}
        description={t(inPart ? leadOfRest(booking) : "lead", {
          locator: booking.locator,
        })}
      />
      <Legs booking={booking} standings={standings} />
      {typeof quote === "object" ? (
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
              rest={inPart}
            />
          </ClientMessages>
        </>
      ) : (
        <>
          <NoOffer reason={quote} status={booking.status} />
          <div>{back}</div>
        </>
      )}
    </div>
  );
}

const leadOfRest = ({ segments }: BookingView) =>
  segments.some((leg) => leg.missedAt !== null) ? "leadRestMissed" : "leadRest";

const legsThatCanBeCancelled = ({ segments }: BookingView, standings: readonly string[]) =>
  segments.filter((_, n) => standings[n] !== "DEPARTED").map(({ id }) => id);

/** The miles that were credited for these flights. */
const creditedOn = (segmentIds: readonly string[], ledger: readonly LedgerEntry[]): number =>
  ledger.filter(({ segmentId }) => segmentIds.includes(segmentId)).reduce((sum, { miles }) => sum + miles, 0);

async function NoOffer({
  reason,
  status,
}: {
  reason: "NOT_CANCELLABLE" | "RATE_LIMITED";
  status: BookingView["status"];
}) {
  const t = await getTranslations("trips.cancel");
  return reason === "RATE_LIMITED" ? (
    <Alert tone="warning" title={t("tooManyQuotesTitle")}>
      {t("tooManyQuotes")}
    </Alert>
  ) : (
    <Alert tone="warning" title={t("notCancellableTitle")}>
      {t(`notCancellable.${status}`)}
    </Alert>
  );
}

/** The quote, or why there is none: the booking cannot be cancelled (any more), or too many quotes were asked for. */
async function offeredRefund(reservationId: string) {
  try {
    return await quoteRefundOf(await getRequestContext(), { reservationId });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "NOT_CANCELLABLE" || error.code === "RATE_LIMITED") return error.code;
    throw error;
  }
}

async function Legs({
  booking,
  standings,
}: {
  booking: BookingView;
  standings: readonly OfferedRefund["standings"][number][];
}) {
  const t = await getTranslations("trips.cancel.standing");
  return (
    <Card>
      <ol className="grid gap-4">
        {booking.segments.map((leg, n) => (
          <li key={leg.id} className="grid gap-1 not-first:border-t not-first:border-line not-first:pt-4">
            <p className="flex flex-wrap items-center gap-x-3 text-sm font-semibold text-ink-muted">
              {leg.designator}
              {standings[n] === "DEPARTED" && <Badge>{t("DEPARTED")}</Badge>}
              {standings[n] === "NO_SHOW" && (
                <Badge tone="warning">{t(leg.missedAt === null ? "NO_SHOW" : "MISSED")}</Badge>
              )}
            </p>
            <LegTimes leg={leg} />
          </li>
        ))}
      </ol>
    </Card>
  );
}
