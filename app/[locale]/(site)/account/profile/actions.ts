"use server";

import { getLocale } from "next-intl/server";
import { type ActionResult, runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { personInput, personState, personValues } from "@/app/_lib/profile/person-fields";
import type { ReadState } from "@/components/profile/passport-reader";
import type { PersonState } from "@/components/profile/person-form";
import type { ProfileOutcome } from "@/components/profile/profile-shell";
import { countryName } from "@/i18n/format";
import { redirect } from "@/i18n/navigation";
import type { Locale } from "@/i18n/routing";
import { forgetPassport, readPassport, storePassport, writeProfile } from "@/server/profile";
import type { StorePassportInput, WriteProfileInput } from "@/server/profile/schemas";

/** Saves what the member keeps about themselves. */
export async function saveProfile(_: PersonState, sent: FormData): Promise<PersonState> {
  const values = personValues(formOf(sent));
  const version = values.version ? Number(values.version) : null;
  const input = { ...personInput(values), version } as WriteProfileInput;
  const result = await runAction((ctx) => writeProfile(ctx, input));
  if (!result.ok) return personState(values, result);
  return leave("profile");
}

/** Stores a passport of the member or of a companion. */
export async function keepPassport(_: PersonState, sent: FormData): Promise<PersonState> {
  const form = formOf(sent);
  const names = ["id", "number", "country", "expiresOn", "consent"] as const;
  const values = Object.fromEntries(names.map((name) => [name, textField(form, name)]));
  const result = await runAction((ctx) => storePassport(ctx, values as StorePassportInput));
  return result.ok ? leave("passport", result, values.id) : personState(values, result);
}

/** Shows a passport in full, or hides it again. */
export async function showPassport(_: ReadState, sent: FormData): Promise<ReadState> {
  const form = formOf(sent);
  if (textField(form, "hide") !== "") return {};
  const result = await runAction((ctx) => readPassport(ctx, { id: textField(form, "id") }), {
    readOnly: true,
  });
  if (!result.ok) return { refusal: result.code };
  const locale = (await getLocale()) as Locale;
  return { passport: { ...result.data, countryName: countryName(result.data.country, locale) } };
}

/** Deletes a passport and takes the consent back. */
export async function dropPassport(sent: FormData): Promise<void> {
  const id = textField(formOf(sent), "id");
  const result = await runAction((ctx) => forgetPassport(ctx, { id }));
  return leave(result.ok ? "passportGone" : "failed", result, id);
}

/** Leads to the page of the person, which says what was done. */
async function leave(
  saved: ProfileOutcome,
  of?: ActionResult<{ relation: "SELF" | "COMPANION" }>,
  id?: string,
): Promise<never> {
  const isCompanion = of?.ok && of.data.relation === "COMPANION";
  const pathname = isCompanion ? `/account/companions/${id}` : "/account/profile";
  return redirect({ href: { pathname, query: { saved } }, locale: await getLocale() });
}
