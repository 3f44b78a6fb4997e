"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { redirect } from "@/i18n/navigation";
import { giveUpBooking } from "@/server/flows/give-up-booking";

/** Releases an unpaid booking and shows its page. @returns the refusal's code. */
export async function giveUpHold(_: string | null, form: FormData): Promise<string | null> {
  const field = (name: string) => textField(formOf(form), name);
  const result = await runAction((ctx) => giveUpBooking(ctx, field("reservationId")), {
    revalidate: ["/[locale]/trips", "/[locale]/trips/[locator]"],
  });
  if (!result.ok) return result.code;
  return redirect({ href: `/trips/${encodeURIComponent(field("locator"))}`, locale: await getLocale() });
}
