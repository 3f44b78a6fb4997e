"use server";

import { formOf, textField } from "@/app/_lib/actions/form";
import { deskAnswer } from "@/app/[locale]/admin/_lib/desk-answer";
import type { DeskState } from "@/components/admin/desk/desk-form";
import { resendCustomerMessage } from "@/server/flows/resend-customer-message";

/** Has an e-mail sent again. */
export async function resendMessage(before: unknown, sent: FormData): Promise<DeskState<{ to: string }>> {
  const form = formOf(sent);
  const to = textField(form, "to") === "PRESENT" ? "PRESENT" : "SAME";
  const input = { key: textField(form, "key"), messageId: textField(form, "messageId"), to } as const;
  const answer = { values: { to }, empty: { to: "SAME" }, revalidate: ["/[locale]/admin/messages/[id]"] };
  return deskAnswer<{ to: string }>(before, answer, (ctx) => resendCustomerMessage(ctx, input));
}
