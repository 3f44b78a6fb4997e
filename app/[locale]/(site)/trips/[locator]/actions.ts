"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { dropGuestSession } from "@/app/_lib/auth/guest-session";
import { dropFromTripCookie, getAccessTo, tripCookie } from "@/app/_lib/auth/trip-access";
import { redirect } from "@/i18n/navigation";
import { giveUpBooking } from "@/server/flows/give-up-booking";
import { endGuestSession } from "@/server/identity";
import { endTripAccess } from "@/server/reservation";

/** Releases an unpaid booking and shows its page. @returns the refusal's code. */
export async function giveUpHold(_: string | null, form: FormData): Promise<string | null> {
  const field = (name: string) => textField(formOf(form), name);
  const result = await runAction((ctx) => giveUpBooking(ctx, field("reservationId")), {
    revalidate: ["/[locale]/trips", "/[locale]/trips/[locator]"],
  });
  if (!result.ok) return result.code;
  return redirect({ href: `/trips/${encodeURIComponent(field("locator"))}`, locale: await getLocale() });
}

/** Ends the access that a one-time code gave to this browser, and shows the page that gives a new one. */
export async function leaveTrip(reservationId: string): Promise<void> {
  await runAction(endTripAccess, { trip: reservationId });
  await dropFromTripCookie("grant", await grantsOf(reservationId));
  return redirect({ href: "/trips/find?access=left", locale: await getLocale() });
}

/** Ends the session of the guest who booked in this browser, and shows the page that opens the trip by a code. */
export async function leaveAsGuest(): Promise<void> {
  await runAction(endGuestSession);
  await dropGuestSession();
  return redirect({ href: "/trips/find?access=left", locale: await getLocale() });
}

/** The grants of this browser for a trip. All of its grants when the database is away: other people may use this browser. */
async function grantsOf(reservationId: string): Promise<string[]> {
  try {
    return (await getAccessTo({ reservationId })).map(({ grantId }) => grantId);
  } catch {
    return tripCookie("grant");
  }
}
