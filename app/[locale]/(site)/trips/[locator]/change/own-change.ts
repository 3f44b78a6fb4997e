import { getLocale } from "next-intl/server";
import { type ChangeStep, changeStep, queryOf } from "@/app/_lib/change/change-step";
import type { RawParams } from "@/app/_lib/http/search-params";
import { contextOfTrip, ownTrip } from "@/app/[locale]/(site)/trips/own-trip";
import { redirect } from "@/i18n/navigation";
import { pendingChange } from "@/server/reservation/queries";

/**
 * Reads the customer's own trip for a step of a change of flights, with the choices in the address. A visitor is sent to
 * sign in and comes back to the same choices. A trip with a change that waits for its payment is shown on its own page.
 */
export async function ownChange(locator: string, step: "" | "/quote", raw: RawParams): Promise<ChangeStep> {
  const booking = await ownTrip(locator, `/trips/${locator}/change${step}?${queryOf(raw)}`);
  const trip = `/trips/${booking.locator}`;
  const ctx = await contextOfTrip(locator);
  if (await pendingChange(ctx, booking.id)) return redirect({ href: trip, locale: await getLocale() });
  return changeStep({ ctx, booking, trip, staff: false }, raw);
}
