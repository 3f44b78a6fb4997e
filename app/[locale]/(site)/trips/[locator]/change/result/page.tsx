import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { z } from "zod";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { PayForm } from "@/app/[locale]/(site)/trips/[locator]/change/change-notices";
import { contextOfTrip, ownTrip } from "@/app/[locale]/(site)/trips/own-trip";
import { lacksSeats, romanName } from "@/components/booking/passenger-rules";
import { ItineraryInShort } from "@/components/flight/itinerary-in-short";
import { withClientMessages } from "@/components/layout/client-messages";
import { PaymentWatch } from "@/components/payment/payment-watch";
import { ResultFrame, type ResultLook } from "@/components/payment/result-frame";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { LinkButton } from "@/components/ui/link-button";
import { completeChangePayment } from "@/server/flows/complete-change-payment";
import type { BookingView } from "@/server/reservation/queries";
import type { ChangeIdInput } from "@/server/reservation/schemas";
import type { RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";

type Props = { params: Promise<{ locator: string }>; searchParams: Promise<RawParams> };

const REFRESH_SECONDS = 5;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("change.result");
  return { title: t("title"), robots: { index: false } };
}

/** The state of the payment of a change as far as it is known when the page is opened. Never a guess. */
async function ChangeResultPage({ params, searchParams }: Props) {
  const { locator } = await params;
  const { change = "", session } = firstValues(await searchParams);
  if (!z.uuid().safeParse(change).success) notFound();
  const path = `/trips/${locator}/change/result?${new URLSearchParams({ change, ...(session && { session }) })}`;
  const { id } = await ownTrip(locator, path);
  const state = await stateOf(await contextOfTrip(locator), { reservationId: id, changeId: change }, session);
  // The payment may have changed the trip.
  const booking = await ownTrip(locator, path);
  switch (state) {
    case "CONFIRMED":
      return <Changed booking={booking} />;
    case "PROCESSING":
      return <Outcome look="waiting" text="waiting" booking={booking} watch={{ change, session, state }} />;
    case "OPEN":
      return <Unpaid text="open" booking={booking} watch={{ change, session, state }} />;
    case "DECLINED":
      return <Unpaid text="declined" booking={booking} watch={{ change, session, state }} />;
    case "EXPIRED":
      return <Outcome look="declined" text="expired" booking={booking} />;
    case "REFUNDED":
      return <Outcome look="refunded" text="refunded" booking={booking} />;
  }
}

async function stateOf(ctx: RequestContext, change: ChangeIdInput, sessionId: string | undefined) {
  try {
    return (await completeChangePayment(ctx, { ...change, ...(sessionId && { sessionId }) })).state;
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
}

/** Which payment the page watches, and the state that it shows. */
type Watch = { change: string; session: string | undefined; state: string };

async function Outcome({
  look,
  text,
  booking,
  watch,
  action,
}: {
  look: ResultLook;
  text: "waiting" | "open" | "declined" | "expired" | "refunded";
  booking: BookingView;
  watch?: Watch;
  /** What can be done now, before the way back. */
  action?: ReactNode;
}) {
  const t = await getTranslations("change.result");
  const trip = `/trips/${booking.locator}`;
  const over = text === "expired" || text === "refunded";
  return (
    <ResultFrame
      look={look}
      title={t(`${text}Title`)}
      text={t(`${text}Text`)}
      actions={
        <>
          {action}
          <LinkButton href={trip} variant={action ? "secondary" : undefined}>
            {t("toTrip")}
          </LinkButton>
          {over && booking.can.change.allowed && (
            <LinkButton href={`${trip}/change`} variant="secondary">
              {t("changeAgain")}
            </LinkButton>
          )}
        </>
      }
    >
      {watch && text !== "declined" && <Watching booking={booking} watch={watch} />}
    </ResultFrame>
  );
}

/** No money has come in: the payment page is still open, or the card was declined. */
function Unpaid({ text, booking, watch }: { text: "open" | "declined"; booking: BookingView; watch: Watch }) {
  const { locator, id: reservationId } = booking;
  return (
    <Outcome
      look="declined"
      text={text}
      booking={booking}
      watch={watch}
      action={<PayForm locator={locator} reservationId={reservationId} changeId={watch.change} />}
    />
  );
}

function Watching({ booking, watch: { change, session, state } }: { booking: BookingView; watch: Watch }) {
  return (
    <>
      <PaymentWatch reservationId={booking.id} changeId={change} session={session} state={state} />
      {state === "PROCESSING" && (
        <noscript>
          <meta httpEquiv="refresh" content={String(REFRESH_SECONDS)} />
        </noscript>
      )}
    </>
  );
}

/** The change is paid and done: the new tickets and flights, and the way to the seats. */
async function Changed({ booking }: { booking: BookingView }) {
  const [t, done] = [await getTranslations("change.result"), await getTranslations("change.done")];
  const trip = `/trips/${booking.locator}`;
  const seats = lacksSeats(booking);
  return (
    <ResultFrame
      look="confirmed"
      title={t("confirmedTitle")}
      text={
        <>
          {t("confirmedText")} {seats && <strong className="block text-ink">{done("seats")}</strong>}
        </>
      }
      actions={
        <>
          {seats && <LinkButton href={`${trip}/seats`}>{done("toSeats")}</LinkButton>}
          <LinkButton href={`${trip}?changed=flights`} variant={seats ? "secondary" : undefined}>
            {t("toTrip")}
          </LinkButton>
        </>
      }
    >
      <div className="mt-8 grid grid-cols-1 gap-5">
        <Card as="section" title={t("tickets")}>
          <DescriptionList
            items={booking.passengers.map((passenger) => ({
              term: romanName(passenger),
              value:
                passenger.ticketNumber &&
                `${passenger.ticketNumber.slice(0, 3)}-${passenger.ticketNumber.slice(3)}`,
            }))}
          />
        </Card>
        <ItineraryInShort segments={booking.segments} />
      </div>
    </ResultFrame>
  );
}

export default withClientMessages(
  "app/[locale]/(site)/trips/[locator]/change/result/page.tsx",
  ChangeResultPage,
);
