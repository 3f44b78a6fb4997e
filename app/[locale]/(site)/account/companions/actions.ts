"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { personInput, personState, personValues } from "@/app/_lib/profile/person-fields";
import type { PersonState } from "@/components/profile/person-form";
import type { ProfileOutcome } from "@/components/profile/profile-shell";
import { redirect } from "@/i18n/navigation";
import { changeCompanion, forgetCompanion, registerCompanion } from "@/server/profile";
import type { ChangeCompanionInput, RegisterCompanionInput } from "@/server/profile/schemas";

/** Adds a companion. The key comes with the page: pressed twice, one is added. */
export async function addCompanion(_: PersonState, sent: FormData): Promise<PersonState> {
  const values = personValues(formOf(sent));
  const input = { ...personInput(values), key: values.key } as RegisterCompanionInput;
  const result = await runAction((ctx) => registerCompanion(ctx, input));
  return result.ok ? leave("companion") : personState(values, result);
}

/** Changes a companion, on the version that the page showed. */
export async function saveCompanion(_: PersonState, sent: FormData): Promise<PersonState> {
  const values = personValues(formOf(sent));
  const rest = { id: values.id, version: Number(values.version) };
  const input = { ...personInput(values), ...rest } as ChangeCompanionInput;
  const result = await runAction((ctx) => changeCompanion(ctx, input));
  return result.ok ? leave("companion") : personState(values, result);
}

/** Deletes a companion. */
export async function removeCompanion(sent: FormData): Promise<void> {
  const id = textField(formOf(sent), "id");
  const result = await runAction((ctx) => forgetCompanion(ctx, { id }));
  return leave(result.ok ? "companionGone" : "failed");
}

async function leave(saved: ProfileOutcome): Promise<never> {
  return redirect({ href: { pathname: "/account/companions", query: { saved } }, locale: await getLocale() });
}
