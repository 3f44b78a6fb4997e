"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import type { ContactState } from "@/components/trips/contact-form";
import { redirect } from "@/i18n/navigation";
import { changeContactForCustomer } from "@/server/reservation";

/** Saves the contact of a reservation on behalf of its customer, and returns to the reservation. */
export async function saveContact(_: ContactState, form: FormData): Promise<ContactState> {
  const field = (name: string) => textField(formOf(form), name);
  const reservationId = field("reservationId");
  const values = { email: field("email"), phone: field("phone") };
  const result = await runAction((ctx) => changeContactForCustomer(ctx, { reservationId, ...values }), {
    revalidate: ["/[locale]/admin/reservations/[id]", "/[locale]/admin/reservations/[id]/contact"],
  });
  if (result.ok)
    return redirect({
      href: `/admin/reservations/${encodeURIComponent(reservationId)}`,
      locale: await getLocale(),
    });
  return {
    ...values,
    fieldErrors: result.fieldErrors,
    refusal: result.fieldErrors ? undefined : result.code,
  };
}
