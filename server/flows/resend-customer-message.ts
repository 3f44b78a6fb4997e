import { z } from "zod";
import { getCustomer } from "@/server/identity/queries";
import { resendMessage } from "@/server/notification";
import { messageAsSent } from "@/server/notification/queries";
import { resendMessageInput } from "@/server/notification/schemas";
import { getReservationForAdmin } from "@/server/reservation/queries";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { parse } from "@/server/shared/parse";

/** SAME: the address of the message. PRESENT: that of the booking's contact now, or of the customer's profile. */
const resendTargets = ["SAME", "PRESENT"] as const;

export const resendCustomerMessageInput = resendMessageInput
  .omit({ address: true })
  .extend({ to: z.enum(resendTargets).default("SAME") });
type ResendCustomerMessageInput = z.input<typeof resendCustomerMessageInput>;

/**
 * Has an e-mail sent once more, to the address that it had or to the present one of its customer.
 *
 * @throws AppError as `resendMessage` does.
 */
export async function resendCustomerMessage(
  ctx: RequestContext,
  input: ResendCustomerMessageInput,
): Promise<void> {
  requirePermission(ctx.actor, "customer.read");
  const { key, messageId, to } = parse(resendCustomerMessageInput, input);
  const address = to === "PRESENT" ? await presentAddress(ctx, messageId) : null;
  await resendMessage(ctx, { key, messageId, address });
}

async function presentAddress(ctx: RequestContext, messageId: string): Promise<string> {
  // Without it the reads below may give a masked address.
  requirePermission(ctx.actor, "personal-data.read");
  const { reservationId, recipientId } = await messageAsSent(ctx, messageId);
  if (reservationId) return (await getReservationForAdmin(ctx, reservationId)).contactEmail;
  return (await getCustomer(ctx, recipientId)).email;
}
