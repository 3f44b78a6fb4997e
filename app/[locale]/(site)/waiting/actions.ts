"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { keepPlaceToken } from "@/app/_lib/auth/place-cookie";
import { waitingRoomAddress } from "@/app/_lib/http/to-waiting-room";
import { redirect } from "@/i18n/navigation";
import { takePlace } from "@/server/waiting-room";

/** Longer than any address of ours. */
const MAX_ADDRESS_LENGTH = 2_000;

/** Takes a place and leads back to the waiting room. A plain form post, so that it works before JavaScript. */
export async function joinRoom(sent: FormData): Promise<void> {
  const form = formOf(sent);
  const locale = await getLocale();
  const saleEventId = textField(form, "sale");
  const back = waitingRoomAddress(saleEventId, textField(form, "next", MAX_ADDRESS_LENGTH));
  const result = await runAction((ctx) => takePlace(ctx, { saleEventId }));
  if (!result.ok) return redirect({ href: `${back}&problem=${result.code}`, locale });
  await keepPlaceToken(result.data.token);
  return redirect({ href: back, locale });
}
