import { reaction } from "@/inngest/steps/reaction";
import { receiptForMail } from "@/server/flows/compose-mailed-receipt";
import { deliverResend } from "@/server/notification";

/** Sends an e-mail once more, as staff asked. The engine retries while the mail server does not answer. */
export const deliverResendOnResendRequested = reaction({
  id: "deliver-resend-on-resend-requested",
  step: "deliver-resend",
  verb: (ctx, { data: { resendId } }) => deliverResend(ctx, { resendId }, receiptForMail),
});
