"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/action";
import { stepHref } from "@/components/booking/booking-links";
import { readPassengerEntry } from "@/components/booking/passenger-entry";
import type { EntryState } from "@/components/booking/types";
import { redirect } from "@/i18n/navigation";
import { enterPassengers } from "@/server/reservation";
import type { EnterPassengersInput } from "@/server/reservation/schemas";

/** Saves the passengers and goes on to the seats; otherwise says what to put right. */
export async function savePassengers(_before: EntryState, form: FormData): Promise<EntryState> {
  const locale = await getLocale();
  const values = Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      typeof value === "string" && !name.startsWith("$") ? [[name, value]] : [],
    ),
  );
  const reservationId = values.reservationId ?? "";
  const result = await runAction((ctx) =>
    // The verb's schema decides what of this is right.
    enterPassengers(ctx, { reservationId, ...readPassengerEntry(values) } as EnterPassengersInput),
  );
  if (result.ok) return redirect({ href: stepHref(reservationId, "seats"), locale });
  if (result.code === "HOLD_EXPIRED" || result.code === "UNAUTHENTICATED")
    return redirect({ href: stepHref(reservationId, "passengers"), locale });
  return { code: result.code, fieldErrors: result.fieldErrors ?? {}, values };
}
