import { getLocale } from "next-intl/server";
import { stepHref } from "@/components/booking/booking-links";
import { redirect } from "@/i18n/navigation";
import { heldBooking } from "./own-booking";

/** The address of a booking without a step leads to the passengers, or to the review once they are entered. */
export default async function BookPage({ params }: { params: Promise<{ reservationId: string }> }) {
  const { reservationId } = await params;
  const booking = await heldBooking(reservationId, "passengers");
  const step = booking.passengersComplete ? "review" : "passengers";
  return redirect({ href: stepHref(booking.id, step), locale: await getLocale() });
}
