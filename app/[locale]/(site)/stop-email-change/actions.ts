"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { linkOf, setLink } from "@/app/_lib/auth/link-cookie";
import { redirect } from "@/i18n/navigation";
import { stopEmailChange } from "@/server/identity";

/** Stops the change of the mailed link with which this browser came, and leads on to the choice of a new password. */
export async function stopChange(): Promise<void> {
  const token = await linkOf("/stop-email-change");
  const result = token ? await runAction((ctx) => stopEmailChange(ctx, { token })) : null;
  const locale = await getLocale();
  if (!result?.ok) {
    const isOver = !result || result.code === "NOT_FOUND" || result.code === "INVALID_INPUT";
    const problem = isOver ? "ended" : "failed";
    return redirect({ href: { pathname: "/stop-email-change", query: { problem } }, locale });
  }
  await setLink("/stop-email-change", "");
  await setLink("/forgotten-password/new", result.data);
  return redirect({ href: { pathname: "/forgotten-password/new", query: { stopped: "1" } }, locale });
}
