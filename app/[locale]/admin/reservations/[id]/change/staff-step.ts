import { getLocale } from "next-intl/server";
import { type ChangeStep, changeStep, queryOf } from "@/app/_lib/change/change-step";
import type { RawParams } from "@/app/_lib/http/search-params";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { redirect } from "@/i18n/navigation";
import { getReservationForAdmin, pendingChange } from "@/server/reservation/queries";
import { requirePermission } from "@/server/shared/context";

/**
 * Reads a customer's reservation for a step of a change of flights by staff, with the choices in the address. A reservation
 * with a change that waits for its payment is shown on its own page.
 */
export async function staffStep(id: string, step: "" | "/quote", raw: RawParams): Promise<ChangeStep> {
  const trip = `/admin/reservations/${id}`;
  const found = await adminRead(`${trip}/change${step}?${queryOf(raw)}`, async (ctx) => {
    requirePermission(ctx.actor, "reservation.change");
    const stored = await getReservationForAdmin(ctx, id);
    const booking = { ...stored, status: stored.currentStatus };
    return { ctx, booking, isPending: (await pendingChange(ctx, booking.id)) !== null };
  });
  if (found.isPending) return redirect({ href: trip, locale: await getLocale() });
  return changeStep({ ...found, trip, staff: true }, raw);
}
