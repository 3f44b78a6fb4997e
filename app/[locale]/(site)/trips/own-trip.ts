import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { getRequestContext } from "@/app/_lib/auth/session";
import { decoded } from "@/app/_lib/http/decoded";
import { mayBeCharged } from "@/app/_lib/payment-flow";
import { redirect } from "@/i18n/navigation";
import { type BookingView, getBookingByLocator } from "@/server/reservation/queries";
import { AppError } from "@/server/shared/errors";

/** The customer's own booking. Who has not signed in is sent there and back to `path`; others' do not exist. */
export async function ownTrip(locator: string, path: string): Promise<BookingView> {
  try {
    return asOfNow(await getBookingByLocator(await getRequestContext(), decoded(locator)));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "NOT_FOUND") notFound();
    if (error.code !== "UNAUTHENTICATED") throw error;
    return redirect({ href: { pathname: "/sign-in", query: { next: path } }, locale: await getLocale() });
  }
}

/** The same, after the provider was asked: `charging` while an unpaid booking may still be paid for. */
export async function tripAndCharge(locator: string): Promise<{ booking: BookingView; charging: boolean }> {
  const path = `/trips/${locator}`;
  const known = await ownTrip(locator, path);
  if (!(await mayBeCharged(known))) return { booking: known, charging: false };
  const booking = await ownTrip(locator, path);
  const unpaid = booking.status === "HELD" || booking.status === "EXPIRED";
  return { booking, charging: unpaid && !booking.refusedPayment };
}

/** A hold past its deadline has ended, also while no sweep has said so yet. */
function asOfNow(booking: BookingView): BookingView {
  const over = Date.parse(booking.paymentDeadline) <= Date.parse(booking.now);
  return booking.status === "HELD" && over ? { ...booking, status: "EXPIRED" } : booking;
}

/** The flights of a standing booking for which seats may still be chosen: those that have not left. */
export const seatableLegs = ({ status, segments, now }: BookingView) =>
  status === "CREATED"
    ? segments.filter((leg) => !leg.flightCancelled && Date.parse(leg.departsAt) > Date.parse(now))
    : [];
