"use server";

import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/action";
import { formValues, parseChoice, readView } from "@/components/search/search-url";
import { redirect } from "@/i18n/navigation";
import { holdSeats } from "@/server/reservation";
import type { HoldSeatsInput } from "@/server/reservation/schemas";

/**
 * Holds the flights chosen and goes on to the passengers. A refusal leads back to the same results,
 * which say it in words. A plain form post, so that it works before JavaScript.
 */
export async function chooseFare(form: FormData): Promise<void> {
  const locale = await getLocale();
  const back = resultsAddress(text(form, "back"));
  const params = Object.fromEntries(new URLSearchParams(back.slice("/flights?".length)));
  const { trip, adults, children, infants } = formValues(params);
  const choice = text(form, "choice");
  const choices = trip === "return" ? [readView(params).out ?? "", choice] : [choice];
  const result = await runAction((ctx) =>
    holdSeats(ctx, {
      // The schema refuses unknown brands.
      segments: choices.flatMap((each) => parseChoice(each) ?? []) as HoldSeatsInput["segments"],
      adults,
      children,
      infants,
      // One key per page that was drawn and choice on it: pressed twice, it is one hold.
      idempotencyKey: `${text(form, "page")}:${choices.join("+")}`,
      locale,
    }),
  );
  if (result.ok) return redirect({ href: `/book/${result.data.reservationId}/passengers`, locale });
  if (result.code === "UNAUTHENTICATED") {
    // The choice comes back from signing in, to be gone on with by a press: a visit alone holds nothing.
    const next = parseChoice(choice) ? `${back}&pick=${choice}` : back;
    return redirect({ href: `/sign-in?next=${encodeURIComponent(next)}`, locale });
  }
  const told = new URLSearchParams({
    problem: result.code,
    ...(result.correlationId && { ref: result.correlationId }),
  });
  return redirect({ href: `${back}&${told}`, locale });
}

const text = (form: FormData, name: string) => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};

/** Only our own results page is ever gone back to. */
const resultsAddress = (address: string) => (address.startsWith("/flights?") ? address : "/flights?");
