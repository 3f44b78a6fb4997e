import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { getAccessTo, getTripContext } from "@/app/_lib/auth/trip-access";
import { decoded } from "@/app/_lib/http/address-parts";
import { redirect } from "@/i18n/navigation";
import { mayBeCharged } from "@/server/flows/ask-provider";
import { type BookingView, getBookingByLocator } from "@/server/reservation/queries";
import { AppError } from "@/server/shared/errors";

/** The context of this request for the trip of a page's address. */
export const contextOfTrip = (locator: string) => getTripContext({ locator: decoded(locator) });

/**
 * Reads the customer's own booking, with the status that the customer is shown: of the member, or of the traveller who
 * opened it with a code. A visitor is sent to sign in, and then to `path`; a traveller whose access is over, to the page
 * that gives a new code. Somebody else's booking is answered as not found.
 */
export async function ownTrip(locator: string, path: string): Promise<BookingView> {
  try {
    const booking = await getBookingByLocator(await contextOfTrip(locator), decoded(locator));
    return { ...booking, status: booking.currentStatus };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code !== "NOT_FOUND" && error.code !== "UNAUTHENTICATED") throw error;
    if ((await getAccessTo({ locator: decoded(locator) })).length > 0)
      return redirect({ href: "/trips/find?access=ended", locale: await getLocale() });
    if (error.code === "NOT_FOUND") notFound();
    return redirect({ href: { pathname: "/sign-in", query: { next: path } }, locale: await getLocale() });
  }
}

/** Reads it again after asking the provider. `charging`: the booking is unpaid, and a card may be charged for it. */
export async function tripAndCharge(locator: string): Promise<{ booking: BookingView; charging: boolean }> {
  const path = `/trips/${locator}`;
  const known = await ownTrip(locator, path);
  if (!(await mayBeCharged(known))) return { booking: known, charging: false };
  const booking = await ownTrip(locator, path);
  const unpaid = booking.status === "HELD" || booking.status === "EXPIRED";
  return { booking, charging: unpaid && !booking.refusedPayment };
}
