"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { deskAnswer } from "@/app/[locale]/admin/_lib/desk-answer";
import type { DeskState } from "@/components/admin/desk/desk-form";
import type { ReadState } from "@/components/profile/passport-reader";
import { countryName } from "@/i18n/format";
import type { Locale } from "@/i18n/routing";
import { adjustCustomerMiles } from "@/server/flows/adjust-customer-miles";
import { readPassportOfCustomer } from "@/server/profile";
import { canonical } from "@/server/shared/canonical";

type Values = { direction: string; miles: string; reason: string };
const empty: Values = { direction: "GIVE", miles: "", reason: "" };

/** Longer reasons than allowed are read too: the refusal then says that they are too long. */
const MAX_TYPED_REASON = 1_000;

/** Gives miles to a customer, or takes them. */
export async function adjustMiles(before: unknown, sent: FormData): Promise<DeskState<Values>> {
  const form = formOf(sent);
  const direction = textField(form, "direction") === "TAKE" ? "TAKE" : "GIVE";
  const miles = textField(form, "miles");
  const reason = textField(form, "reason", MAX_TYPED_REASON);
  const input = {
    key: textField(form, "key"),
    memberId: textField(form, "memberId"),
    miles: signedMiles(miles, direction),
    reason,
  };
  const answer = {
    values: { direction, miles, reason },
    empty,
    revalidate: ["/[locale]/admin/customers/[id]"],
  };
  return deskAnswer(before, answer, (ctx) =>
    adjustCustomerMiles(ctx, input as typeof input & { miles: number }),
  );
}

/** Shows the passport of a customer's profile in full, or hides it again. */
export async function showPassport(_: ReadState, sent: FormData): Promise<ReadState> {
  const form = formOf(sent);
  if (textField(form, "hide") !== "") return {};
  const id = textField(form, "id");
  const result = await runAction((ctx) => readPassportOfCustomer(ctx, { id }), { readOnly: true });
  if (!result.ok) return { refusal: result.code };
  const locale = (await getLocale()) as Locale;
  return { passport: { ...result.data, countryName: countryName(result.data.country, locale) } };
}

/** The typed number with its sign; undefined when nothing was typed, NaN for text that is no positive number. */
function signedMiles(typed: string, direction: "GIVE" | "TAKE"): number | undefined {
  const digits = canonical(typed).replaceAll(/[,\s]/g, "");
  if (digits === "") return undefined;
  if (!/^\d+(?:\.\d+)?$/.test(digits)) return Number.NaN;
  return direction === "TAKE" ? -Number(digits) : Number(digits);
}
