"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { redirect } from "@/i18n/navigation";
import { giveUpChange } from "@/server/flows/give-up-change";
import { changeIdInput } from "@/server/reservation/schemas";
import { parse } from "@/server/shared/parse";
import { openPayment } from "./open-payment";

const tripOf = (form: FormData) => `/trips/${encodeURIComponent(textField(form, "locator"))}`;

/** Leads to the payment page of a change that waits for its payment. A plain form, so that it works before JavaScript. */
export async function payChange(sent: FormData): Promise<void> {
  const form = formOf(sent);
  return openPayment(textField(form, "reservationId"), textField(form, "changeId"), tripOf(form));
}

/** Gives up a change that waits for its payment: the trip stays as it is. @returns the refusal's code. */
export async function withdrawChange(_: string | null, sent: FormData): Promise<string | null> {
  const form = formOf(sent);
  const ids = { reservationId: textField(form, "reservationId"), changeId: textField(form, "changeId") };
  const result = await runAction((ctx) => giveUpChange(ctx, parse(changeIdInput, ids)), {
    revalidate: ["/[locale]/trips/[locator]"],
    trip: ids.reservationId,
  });
  if (!result.ok) return result.code;
  return redirect({ href: `${tripOf(form)}?changed=withdrawn`, locale: await getLocale() });
}
