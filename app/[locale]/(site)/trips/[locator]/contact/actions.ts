"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { dropFromTripCookie, getTripContext } from "@/app/_lib/auth/trip-access";
import type { ContactState } from "@/components/trips/contact-form";
import { redirect } from "@/i18n/navigation";
import { changeContact } from "@/server/reservation";

/**
 * Saves the contact of a trip, and returns to it. The access of a traveller ends with the old address: the page that gives
 * a code to the new one is shown.
 */
export async function saveContact(locator: string, _: ContactState, form: FormData): Promise<ContactState> {
  const field = (name: string) => textField(formOf(form), name);
  const reservationId = field("reservationId");
  const values = { email: field("email"), phone: field("phone") };
  const { actor } = await getTripContext({ reservationId });
  const result = await runAction((ctx) => changeContact(ctx, { reservationId, ...values }), {
    revalidate: ["/[locale]/trips/[locator]", "/[locale]/trips/[locator]/contact"],
    trip: reservationId,
  });
  const locale = await getLocale();
  if (result.ok && actor.kind === "TRAVELLER" && result.data.changed.includes("EMAIL")) {
    await dropFromTripCookie("grant", [actor.grantId]);
    return redirect({ href: "/trips/find?access=contactChanged", locale });
  }
  const trip = `/trips/${encodeURIComponent(locator)}`;
  if (result.ok) return redirect({ href: `${trip}?contact=saved`, locale });
  // The page of the trip says that the session or the access has ended.
  if (result.code === "UNAUTHENTICATED" || result.code === "NOT_FOUND")
    return redirect({ href: trip, locale });
  return {
    ...values,
    fieldErrors: result.fieldErrors,
    refusal: result.fieldErrors ? undefined : result.code,
  };
}
