import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { cache } from "react";
import { getRequestContext } from "@/app/_lib/auth/session";
import { type BookingStep, stepHref } from "@/components/booking/booking-links";
import { redirect } from "@/i18n/navigation";
import { mayBeCharged } from "@/server/flows/ask-provider";
import { type BookingView, getBooking } from "@/server/reservation/queries";
import { AppError } from "@/server/shared/errors";

/** One read for the title of a page and for the page. */
export const bookingOf = cache(
  async (reservationId: string): Promise<BookingView> => getBooking(await getRequestContext(), reservationId),
);

/**
 * Reads the customer's own booking. A visitor is sent to sign in, and then to this step. Somebody else's booking is
 * answered as not found.
 */
export async function ownBooking(reservationId: string, step: BookingStep): Promise<BookingView> {
  const locale = await getLocale();
  try {
    return await bookingOf(reservationId);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "UNAUTHENTICATED") {
      const next = encodeURIComponent(stepHref(reservationId, step));
      return redirect({ href: `/sign-in?next=${next}`, locale });
    }
    if (error.code === "NOT_FOUND") notFound();
    throw error;
  }
}

/**
 * Reads the booking for a step before payment. One that is paid, cancelled or refunded is shown on its own page instead.
 * So is one whose card may be charged at this moment: no step may show a countdown, or say that nothing was charged.
 */
export async function heldBooking(reservationId: string, step: BookingStep): Promise<BookingView> {
  const booking = await ownBooking(reservationId, step);
  const locale = await getLocale();
  if (booking.status === "CREATED" && step === "seats")
    return redirect({ href: `/trips/${booking.locator}/seats`, locale });
  if (booking.status === "CANCELLED") return redirect({ href: `/trips/${booking.locator}`, locale });
  if (booking.status === "CREATED" || booking.refusedPayment || (await mayBeCharged(booking)))
    return redirect({ href: stepHref(booking.id, "result"), locale });
  return booking;
}
