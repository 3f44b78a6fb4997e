import { z } from "zod";
import { romanName } from "@/components/booking/passenger-rules";
import { legText } from "@/components/flight/route-text";
import type { CancelScope } from "@/components/trips/cancel-form";
import type { Part, Parts } from "@/components/trips/cancel-parts";
import type { FlightLedgerEntry } from "@/server/mileage/schemas";
import { quoteRefundOf } from "@/server/reservation";
import type { BookingView } from "@/server/reservation/queries";
import { isFlown, type OfferedRefund } from "@/server/reservation/schemas";
import type { Locale } from "@/server/shared/airline";
import type { RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import type { RawParams } from "./http/search-params";

/** The chosen passengers and flights; null when the address chooses nothing. Texts that are no ids are left out. */
export function partsOf(raw: RawParams): Parts {
  if (raw.part === undefined) return null;
  const ids = (name: string) => [raw[name] ?? []].flat().filter((text) => z.uuid().safeParse(text).success);
  return { passengers: ids("passenger"), segments: ids("flight") };
}

/** The passengers and the flights that can still be given up. */
export function choiceOf(
  { passengers, segments, now }: BookingView,
  locale: Locale,
): Record<"passengers" | "flights", Part[]> {
  return {
    passengers: passengers.map((each) => ({ id: each.id, label: romanName(each) ?? "" })),
    flights: segments
      .filter((leg) => !isFlown({ ...leg, missed: leg.missedAt !== null }, now))
      .map((leg) => ({ id: leg.id, label: `${leg.designator} · ${legText(leg, locale)}` })),
  };
}

/** What the choice cancels: all of the booking, what is left of it, or a part. */
export function scopeOf(
  { segments, now }: BookingView,
  quote: OfferedRefund | null,
  parts: Parts,
): CancelScope {
  if (quote ? !quote.whole : parts !== null) return "PART";
  const anyFlown = segments.some((leg) => isFlown({ ...leg, missed: leg.missedAt !== null }, now));
  return anyFlown ? "REST" : "ALL";
}

/** The miles that were credited for these flights of these passengers. */
export const creditedOn = (
  { segments, passengers }: BookingView,
  givenUp: OfferedRefund["givenUp"],
  ledger: readonly FlightLedgerEntry[],
): number =>
  ledger
    .filter(({ segmentId, passengerId }) =>
      givenUp.some(
        ({ segmentIndex, passengerIndex }) =>
          segments[segmentIndex]?.id === segmentId && passengers[passengerIndex]?.id === passengerId,
      ),
    )
    .reduce((sum, { miles }) => sum + miles, 0);

type Offer = {
  quote: OfferedRefund | null;
  /** Why there can be no quote at all: the booking cannot be cancelled (any more), or too many quotes were asked for. */
  refused: "NOT_CANCELLABLE" | "RATE_LIMITED" | null;
  /** What is wrong with the choice, by field. */
  errors: Readonly<Record<string, string>>;
};

/** A quote for the choice, or why there is none. Throws every other refusal. */
export async function offeredRefund(
  ctx: RequestContext,
  reservationId: string,
  parts: Parts,
): Promise<Offer> {
  try {
    const quote = await quoteRefundOf(ctx, { reservationId, ...parts });
    return { quote, refused: null, errors: {} };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "NOT_CANCELLABLE" || error.code === "RATE_LIMITED")
      return { quote: null, refused: error.code, errors: {} };
    if (error.code === "INVALID_INPUT" && parts !== null)
      return { quote: null, refused: null, errors: error.details.fieldErrors ?? {} };
    throw error;
  }
}
