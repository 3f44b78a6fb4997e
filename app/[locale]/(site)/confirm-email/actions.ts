"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { mailAfterAnswer } from "@/app/_lib/actions/after-answer";
import { takeTripsAlong } from "@/app/_lib/actions/take-trips-along";
import { linkOf, setLink } from "@/app/_lib/auth/link-cookie";
import { redirect } from "@/i18n/navigation";
import { confirmEmail } from "@/server/identity";

/** Confirms the address of the mailed link with which this browser came. The page then says what became of it. */
export async function confirmAddress(): Promise<void> {
  const token = await linkOf("/confirm-email");
  const result = token ? await runAction((ctx) => confirmEmail(ctx, { token })) : null;
  if (result?.ok) {
    mailAfterAnswer(() => result.data.mails);
    await takeTripsAlong(result.data.userId);
    await setLink("/confirm-email", "");
  }
  const done = result?.ok ? (result.data.isChanged ? "changed" : "confirmed") : outcomeOf(result?.code);
  return redirect({ href: { pathname: "/confirm-email", query: { done } }, locale: await getLocale() });
}

const outcomeOf = (code: string | undefined) => {
  if (code === "EMAIL_TAKEN") return "taken";
  return code === undefined || code === "NOT_FOUND" || code === "INVALID_INPUT" ? "ended" : "failed";
};
