"use server";

import { revalidatePath } from "next/cache";
import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import type { NameState } from "@/components/trips/name-form";
import { redirect } from "@/i18n/navigation";
import { correctName } from "@/server/reservation";
import { strangeCharacter } from "@/server/reservation/schemas";
import { MAX_CORRECTION_REASON_LENGTH } from "@/server/shared/order-terms";

/** Corrects one passenger's name on the customer's behalf, and leads back to the reservation. */
export async function correctNameForCustomer(_: NameState, sent: FormData): Promise<NameState> {
  const form = formOf(sent);
  const field = (name: string) => textField(form, name);
  const of = { reservationId: field("reservationId"), passengerId: field("passengerId") };
  const names = { surname: field("surname"), givenName: field("givenName") };
  const overlapConfirmed = field("overlapConfirmed") === "on";
  // Longer text than a reason may have is read too: the refusal then says that it is too long.
  const reason = textField(form, "reason", MAX_CORRECTION_REASON_LENGTH * 2);
  const version = Number(field("version"));
  const result = await runAction(
    (ctx) =>
      correctName(ctx, { ...of, ...names, version, overlapConfirmed, ...(reason.trim() && { reason }) }),
    { revalidate: ["/[locale]/admin/reservations/[id]"] },
  );
  const locale = await getLocale();
  const page = `/admin/reservations/${encodeURIComponent(of.reservationId)}`;
  if (result.ok) return redirect({ href: `${page}?done=name`, locale });
  // The name may be another one by now: the page shows what is, beside what was typed.
  if (result.code === "CONFLICT") revalidatePath("/[locale]/admin/reservations/[id]/name", "page");
  const strangeCharacters = {
    surname: strangeCharacter(names.surname) ?? "",
    givenName: strangeCharacter(names.givenName) ?? "",
  };
  return { refusal: result, values: { ...names, overlapConfirmed, reason }, strangeCharacters };
}
