import { getLocale } from "next-intl/server";
import { stepHref } from "@/components/booking/booking-links";
import { redirect } from "@/i18n/navigation";
import { heldBooking } from "./own-booking";

/** A booking's bare address goes on where it was left. */
export default async function BookPage({ params }: { params: Promise<{ reservationId: string }> }) {
  const { reservationId } = await params;
  const booking = await heldBooking(reservationId, "passengers");
  const step = booking.passengersComplete ? "review" : "passengers";
  return redirect({ href: stepHref(booking.id, step), locale: await getLocale() });
}
