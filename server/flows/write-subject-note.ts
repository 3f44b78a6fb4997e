import { writeNote } from "@/server/desk";
import type { WriteNoteInput } from "@/server/desk/schemas";
import { getCustomer } from "@/server/identity/queries";
import { getReservationForAdmin } from "@/server/reservation/queries";
import type { RequestContext } from "@/server/shared/context";

/**
 * Writes a note about a reservation or a customer that exists.
 *
 * @throws AppError as `writeNote` does; NOT_FOUND when there is no such reservation or customer.
 */
export async function writeSubjectNote(ctx: RequestContext, input: WriteNoteInput): Promise<void> {
  if (input.subjectKind === "RESERVATION") await getReservationForAdmin(ctx, input.subjectId);
  else await getCustomer(ctx, input.subjectId);
  await writeNote(ctx, input);
}
