import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { toWaitingRoom } from "@/app/_lib/http/to-waiting-room";
import type { OfferedChange } from "@/components/change/types";
import { redirect } from "@/i18n/navigation";
import { quoteChangeOf } from "@/server/reservation";
import type { QuoteChangeInput } from "@/server/reservation/schemas";
import { AppError, type ErrorCode } from "@/server/shared/errors";
import { type ChangeStep, changeHref } from "./change-step";

/** A quote, or why there is none: `errors` by field, or `refused`, the code for the booking as a whole. */
export type AskedQuote =
  | { quote: OfferedChange }
  | {
      quote: null;
      refused: "NOT_CHANGEABLE" | "RATE_LIMITED" | null;
      errors: Readonly<Record<string, string>>;
    };

/** Codes about a chosen flight: the page on which it was chosen says them, with the other flights of the day. */
const aboutFlights: readonly ErrorCode[] = [
  ...(["SOLD_OUT", "FLIGHT_NOT_ON_SALE", "SALES_CLOSED", "FLIGHT_DEPARTED"] as const),
];

/** Asks for a quote of the chosen flights. Each has a flight instead. */
export async function readQuote(step: ChangeStep, overlapConfirmed: boolean): Promise<AskedQuote> {
  const { ctx, booking, choices, trip } = step;
  // The schema refuses unknown brands.
  const flights = choices.map(({ segmentId, to }) => ({ segmentId, ...to })) as QuoteChangeInput["flights"];
  try {
    const input = { reservationId: booking.id, flights, overlapConfirmed };
    return { quote: await quoteChangeOf(ctx, input) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code } = error;
    if (error.details.saleEventId) return toWaitingRoom(error, `/trips/${booking.locator}/change`);
    if (code === "NOT_CHANGEABLE" || code === "RATE_LIMITED")
      return { quote: null, refused: code, errors: {} };
    if (code === "INVALID_INPUT")
      return { quote: null, refused: null, errors: error.details.fieldErrors ?? {} };
    if (code === "NOT_FOUND") notFound();
    const locale = await getLocale();
    if (code === "CHANGE_AWAITS_PAYMENT") return redirect({ href: `${trip}?changed=awaits`, locale });
    if (aboutFlights.includes(code))
      return redirect({ href: changeHref(trip, "", choices, { ...legOf(choices), problem: code }), locale });
    throw error;
  }
}

/** With one flight that page must show it again, also if it has become available meanwhile. */
const legOf = (choices: ChangeStep["choices"]): Record<string, string> =>
  choices.length === 1 && choices[0] ? { leg: choices[0].segmentId } : {};
