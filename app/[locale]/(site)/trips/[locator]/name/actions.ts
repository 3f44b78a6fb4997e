"use server";

import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import type { NameState } from "@/components/trips/name-form";
import { redirect } from "@/i18n/navigation";
import { correctName } from "@/server/reservation";
import { strangeCharacter } from "@/server/reservation/schemas";

/** Corrects one passenger's name, and leads back to the booking. */
export async function correctTripName(_: NameState, sent: FormData): Promise<NameState> {
  const form = formOf(sent);
  const field = (name: string) => textField(form, name);
  const values = {
    surname: field("surname"),
    givenName: field("givenName"),
    overlapConfirmed: field("overlapConfirmed") === "on",
  };
  const result = await runAction(
    (ctx) =>
      correctName(ctx, {
        reservationId: field("reservationId"),
        version: Number(field("version")),
        passengerId: field("passengerId"),
        ...values,
      }),
    { revalidate: ["/[locale]/trips", "/[locale]/trips/[locator]"], trip: field("reservationId") },
  );
  const locale = await getLocale();
  const trip = `/trips/${encodeURIComponent(field("locator"))}`;
  if (result.ok) return redirect({ href: `${trip}?name=corrected`, locale });
  // The name may be another one by now: the page shows what is, beside what was typed.
  if (result.code === "CONFLICT") revalidatePath("/[locale]/trips/[locator]/name", "page");
  const strangeCharacters = {
    surname: strangeCharacter(values.surname) ?? "",
    givenName: strangeCharacter(values.givenName) ?? "",
  };
  return { refusal: result, values, strangeCharacters };
}
