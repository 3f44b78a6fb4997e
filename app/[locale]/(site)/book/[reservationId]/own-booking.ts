import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { getRequestContext } from "@/app/_lib/auth/session";
import { mayBeCharged } from "@/app/_lib/payment-flow";
import { type BookingStep, stepHref } from "@/components/booking/booking-links";
import { redirect } from "@/i18n/navigation";
import { type BookingView, getBooking } from "@/server/reservation/queries";
import { AppError } from "@/server/shared/errors";

/** The customer's own booking. Who has not signed in is sent there and back; others' do not exist. */
export async function ownBooking(reservationId: string, step: BookingStep): Promise<BookingView> {
  const locale = await getLocale();
  try {
    return await getBooking(await getRequestContext(), reservationId);
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
 * The booking of a step before payment. What has been paid, cancelled or refunded goes to its own page; so
 * does what may be being charged, before a page counts down to its payment or says that nothing was.
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

/** Whether it can still be worked on and paid, by the database's clock. */
export const isLive = (booking: BookingView) =>
  booking.status === "HELD" && Date.parse(booking.paymentDeadline) > Date.parse(booking.now);
