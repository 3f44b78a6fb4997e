import { z } from "zod";
import { staffByIds } from "@/server/identity/queries";
import { orderOfReservation } from "@/server/reservation/queries";
import type { RequestContext } from "@/server/shared/context";

/** The order of a reservation, and those of the staff who asked for its changes. */
export async function orderWithStaff(ctx: RequestContext, reservationId: string) {
  const view = await orderOfReservation(ctx, reservationId);
  const asked = view.changes.map(({ askedById }) => askedById).filter((id) => z.uuid().safeParse(id).success);
  return { view, staff: await staffByIds(ctx, [...new Set(asked as string[])]) };
}
