"use server";

import { runAction } from "@/app/_lib/actions/action";
import { formOf, textField } from "@/app/_lib/actions/form";
import { markMessagesRead } from "@/server/notification";

/** Marks the message that the form names as read, or all of the reader's. @returns the refusal's code. */
export async function markAsRead(_: string | null, form: FormData): Promise<string | null> {
  const messageId = textField(formOf(form), "messageId") || undefined;
  const result = await runAction((ctx) => markMessagesRead(ctx, { messageId }), { readOnly: true });
  return result.ok ? null : result.code;
}
