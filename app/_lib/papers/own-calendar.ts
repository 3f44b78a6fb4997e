import type { MadeFile } from "@/app/_lib/http/file-response";
import { getBooking } from "@/server/reservation/queries";
import type { Locale } from "@/server/shared/airline";
import type { RequestContext } from "@/server/shared/context";
import { env } from "@/server/shared/env";
import { AppError } from "@/server/shared/errors";
import { calendarFileName, calendarType, tripCalendar } from "@/server/shared/papers/trip-calendar";
import { calendarOfBooking } from "./booking-calendar";

/**
 * The flights of the actor's own paid booking as a calendar file.
 *
 * @throws AppError UNAUTHENTICATED, NOT_FOUND (also for a hold, and when it is somebody else's).
 */
export async function ownCalendar(ctx: RequestContext, id: string, locale: Locale): Promise<MadeFile> {
  const trip = calendarOfBooking(await getBooking(ctx, id));
  if (!trip) throw new AppError("NOT_FOUND");
  const url = new URL(`/${locale}/trips/${trip.locator}`, env().APP_URL).href;
  const content = tripCalendar(trip, { locale, url, sender: env().MAIL_FROM });
  return { name: calendarFileName(trip.locator), type: calendarType(content), content };
}
