"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { giveUpBooking } from "@/app/_lib/payment-flow";
import { redirect } from "@/i18n/navigation";

/** Gives an unpaid booking up and shows what has become of it. @returns the refusal's code. */
export async function giveUpHold(_: string | null, form: FormData): Promise<string | null> {
  const field = (name: string) => textField(formOf(form), name);
  const result = await runAction((ctx) => giveUpBooking(ctx, field("reservationId")), {
    revalidate: ["/[locale]/trips", "/[locale]/trips/[locator]"],
  });
  if (!result.ok) return result.code;
  return redirect({ href: `/trips/${encodeURIComponent(field("locator"))}`, locale: await getLocale() });
}
