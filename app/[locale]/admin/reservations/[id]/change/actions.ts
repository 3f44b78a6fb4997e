"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { redirect } from "@/i18n/navigation";
import { giveUpChange } from "@/server/flows/give-up-change";
import { changeIdInput } from "@/server/reservation/schemas";
import { parse } from "@/server/shared/parse";

/** Gives up a change that waits for its customer's payment: the trip stays as it was. @returns the refusal's code. */
export async function giveUpForCustomer(_: string | null, sent: FormData): Promise<string | null> {
  const form = formOf(sent);
  const ids = { reservationId: textField(form, "reservationId"), changeId: textField(form, "changeId") };
  const result = await runAction((ctx) => giveUpChange(ctx, parse(changeIdInput, ids)), {
    revalidate: ["/[locale]/admin/reservations/[id]"],
  });
  if (!result.ok) return result.code;
  const page = `/admin/reservations/${encodeURIComponent(ids.reservationId)}`;
  return redirect({ href: `${page}?done=change-withdrawn`, locale: await getLocale() });
}
