import { userChanged } from "@/server/identity/events";
import { rememberRecipient } from "@/server/notification";
import { reaction } from "../reaction";

export const rememberRecipientOnUserChanged = reaction({
  id: "remember-recipient-on-user-changed",
  on: userChanged,
  recordsEvents: false,
  step: "remember-recipient",
  verb: (ctx, { data }) => rememberRecipient(ctx, data),
});
