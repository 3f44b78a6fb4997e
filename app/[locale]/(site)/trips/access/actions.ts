"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { addToTripCookie, dropFromTripCookie, tripCookie } from "@/app/_lib/auth/trip-access";
import type { CodeState } from "@/components/trips/access-code-form";
import { redirect } from "@/i18n/navigation";
import { sendAccessCode } from "@/server/flows/issue-access-code";
import { verifyAccessCode } from "@/server/reservation";
import type { IssueAccessCodeInput } from "@/server/reservation/schemas";

/** Sends a code to the contact of a trip that was found, and shows where to enter it. @returns the refusal's code. */
export async function askForCode(_: string | null, form: FormData): Promise<string | null> {
  const field = (name: string) => textField(formOf(form), name).trim();
  return send({ locator: field("locator"), surname: field("surname") });
}

/** Sends a new code to the contact of the same trip. @returns the refusal's code. */
export async function askForCodeAgain(_: string | null, form: FormData): Promise<string | null> {
  const codeId = await askedCode(form);
  return codeId ? send({ codeId }) : "NOT_FOUND";
}

async function send(input: IssueAccessCodeInput): Promise<string | null> {
  const result = await runAction((ctx) => sendAccessCode(ctx, input));
  if (!result.ok) return result.code;
  const isAgain = "codeId" in input;
  if (isAgain) await dropFromTripCookie("code", [input.codeId]);
  await addToTripCookie("code", result.data.codeId);
  const query = { trip: result.data.locator, ...(isAgain && { sent: "again" }) };
  return redirect({ href: { pathname: "/trips/access", query }, locale: await getLocale() });
}

/** Opens the trip for the browser that enters the right code. */
export async function enterCode(_: CodeState, form: FormData): Promise<CodeState> {
  const code = textField(formOf(form), "code");
  const codeId = await askedCode(form);
  if (!codeId) return { code, error: "codeEnded" };
  const result = await runAction((ctx) => verifyAccessCode(ctx, { codeId, code }));
  if (!result.ok)
    return { code, error: result.fieldErrors?.code, refusal: result.fieldErrors ? undefined : result.code };
  await addToTripCookie("grant", result.data.grantId);
  await dropFromTripCookie("code", [codeId]);
  return redirect({ href: `/trips/${result.data.locator}`, locale: await getLocale() });
}

/** The code of the form, if this browser has asked for it. */
async function askedCode(form: FormData): Promise<string | undefined> {
  const codeId = textField(formOf(form), "codeId");
  return (await tripCookie("code")).find((each) => each === codeId);
}
