import { useTranslations } from "next-intl";
import { lacksSeats, romanName } from "@/components/booking/passenger-rules";
import type { Booking } from "@/components/booking/types";
import { ItineraryInShort } from "@/components/flight/itinerary-in-short";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { DescriptionList } from "@/components/ui/description-list";
import { LinkButton } from "@/components/ui/link-button";
import { Money } from "@/components/ui/money";
import { ResultFrame } from "./result-frame";

/** The page after a successful payment: locator, e-tickets, flights. */
export function Confirmed({ booking, paidAmount }: { booking: Booking; paidAmount: number }) {
  const t = useTranslations("payment");
  return (
    <ResultFrame
      look="confirmed"
      title={t("confirmedTitle")}
      text={t("confirmedText", { email: booking.contactEmail })}
      actions={
        <>
          <LinkButton href={`/trips/${booking.locator}`}>{t("toTrip")}</LinkButton>
          {lacksSeats(booking) && (
            <LinkButton href={`/trips/${booking.locator}/seats`} variant="secondary">
              {t("chooseSeats")}
            </LinkButton>
          )}
          <LinkButton href="/" variant="secondary">
            {t("toHome")}
          </LinkButton>
        </>
      }
    >
      <section aria-label={t("locator")} className="my-8 rounded-card bg-brand-soft p-6 text-center">
        <p className="text-sm font-semibold text-brand-text">{t("locator")}</p>
        <p className="flex items-center justify-center gap-2 text-display font-extrabold tracking-[0.15em]">
          {booking.locator}
          <CopyButton text={booking.locator} what={t("locator")} />
        </p>
      </section>
      <div className="grid grid-cols-1 gap-5">
        <Card as="section" title={t("tickets")}>
          <DescriptionList
            items={booking.passengers.map((passenger) => ({
              term: romanName(passenger),
              value:
                passenger.ticketNumber &&
                `${passenger.ticketNumber.slice(0, 3)}-${passenger.ticketNumber.slice(3)}`,
            }))}
          />
          <p className="flex justify-between gap-4 border-t border-line pt-3 mt-4 font-bold">
            {t("paid")} <Money amountKrw={paidAmount} />
          </p>
        </Card>
        <ItineraryInShort segments={booking.segments} />
      </div>
    </ResultFrame>
  );
}
