import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { howEnded } from "@/components/booking/hold-ended";
import { bookingOf } from "./own-booking";

type Page = "passengers" | "seats" | "seatsBack" | "review" | "result";
type Props = { params: Promise<{ reservationId: string }> };

/**
 * The title of a step. Each has its own: screen readers and the list of tabs name the page by it. A step of a hold that has
 * ended is named by that, as its heading is.
 */
export async function stepMetadata(page: Page, { params }: Props): Promise<Metadata> {
  const t = await getTranslations("booking");
  const robots = { index: false };
  if (page === "result") return { title: t("pageTitles.result"), robots };
  // The page itself says what is wrong with a booking that cannot be read.
  const booking = await bookingOf((await params).reservationId).catch(() => null);
  const isOver = booking && !booking.can.enterPassengers.allowed && booking.status !== "CREATED";
  return { title: isOver ? t(`${howEnded(booking)}Title`) : t(`pageTitles.${page}`), robots };
}
