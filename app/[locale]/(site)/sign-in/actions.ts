"use server";

import { redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf } from "@/app/_lib/actions/form";
import { takeTripsAlong } from "@/app/_lib/actions/take-trips-along";
import { nextPath } from "@/app/_lib/auth/next-path";
import { giveSession } from "@/app/_lib/auth/session";
import type { CredentialsState } from "@/components/identity/credentials-form";
import { verifyPassword } from "@/server/identity";
import { env } from "@/server/shared/env";

/** Signs in with e-mail and password, and leads to the page that was asked for. It works before JavaScript. */
export async function signIn(_: CredentialsState, form: FormData): Promise<CredentialsState> {
  const sent = formOf(form);
  const text = (name: string) => String(sent.get(name) ?? "");
  const [email, password] = [text("email").trim(), text("password")];
  const fieldErrors = {
    ...(email === "" && { email: "required" }),
    ...(password === "" && { password: "required" }),
  };
  if (Object.keys(fieldErrors).length > 0) return { email, fieldErrors };
  const result = await runAction(
    async (ctx) => {
      const { id } = await verifyPassword(ctx, { email, password });
      await giveSession(id);
      await takeTripsAlong(id);
    },
    { readOnly: true },
  );
  // Invalid input is answered like a wrong password.
  if (!result.ok)
    return { email, refusal: result.code === "INVALID_INPUT" ? "BAD_CREDENTIALS" : result.code };
  return redirect(nextPath(text("next"), await getLocale(), env().APP_URL));
}
