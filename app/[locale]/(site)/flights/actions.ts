"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { formOf, resultsAddress, textField } from "@/app/_lib/actions/form";
import { waitingRoomAddress } from "@/app/_lib/http/to-waiting-room";
import { formValues, parseChoice, readView } from "@/components/search/search-url";
import { redirect } from "@/i18n/navigation";
import { holdAndReplace } from "@/server/flows/hold-and-replace";
import type { HoldSeatsInput } from "@/server/reservation/schemas";
import { databaseClock } from "@/server/shared/database-clock";
import { refusedAt } from "./freshness";

/**
 * Holds the chosen flights and leads to the passengers. A refusal leads back to the same results, which explain it. A
 * plain form post, so that it works before JavaScript.
 */
export async function chooseFare(sent: FormData): Promise<void> {
  const form = formOf(sent);
  const locale = await getLocale();
  const back = resultsAddress(form);
  const params = Object.fromEntries(new URLSearchParams(back.slice("/flights?".length)));
  const { trip, adults, children, infants } = formValues(params);
  const choice = textField(form, "choice");
  const choices = trip === "return" ? [readView(params).out ?? "", choice] : [choice];
  const result = await runAction((ctx) =>
    holdAndReplace(ctx, {
      // The schema refuses unknown brands.
      segments: choices.flatMap((each) => parseChoice(each) ?? []) as HoldSeatsInput["segments"],
      adults,
      children,
      infants,
      // One key per rendered page and choice on it: two presses make one hold.
      idempotencyKey: `${textField(form, "page")}:${choices.join("+")}`,
      locale,
    }),
  );
  if (result.ok) return redirect({ href: `/book/${result.data.reservationId}/passengers`, locale });
  if (result.code === "UNAUTHENTICATED") {
    // After signing in, the page shows the choice again; seats are held only when it is pressed.
    const next = parseChoice(choice) ? `${back}&pick=${choice}` : back;
    return redirect({ href: `/sign-in?next=${encodeURIComponent(next)}`, locale });
  }
  if (result.saleEventId)
    return redirect({ href: waitingRoomAddress(result.saleEventId, `${back}&pick=${choice}`), locale });
  const refusal = new URLSearchParams({
    problem: result.code,
    at: refusedAt(await databaseClock()),
    ...(result.correlationId && { ref: result.correlationId }),
  });
  return redirect({ href: `${back}&${refusal}`, locale });
}
