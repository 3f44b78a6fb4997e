import { redirect as leave } from "next/navigation";
import { getLocale } from "next-intl/server";
import { runAction } from "@/app/_lib/actions/action";
import { redirect } from "@/i18n/navigation";
import { beginChangePayment } from "@/server/flows/begin-change-payment";

/**
 * Leads to the provider's page for a change that waits for its payment. When the page cannot be opened, leads to the trip,
 * whose page says so.
 */
export async function openPayment(reservationId: string, changeId: string, trip: string): Promise<never> {
  const result = await runAction((ctx) => beginChangePayment(ctx, { reservationId, changeId }), {
    trip: reservationId,
  });
  if (result.ok) leave(result.data.url);
  const refusal = new URLSearchParams({
    payment: result.code,
    ...(result.correlationId && { ref: result.correlationId }),
  });
  return redirect({ href: `${trip}?${refusal}`, locale: await getLocale() });
}
