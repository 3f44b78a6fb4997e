import { userRegistered } from "@/server/identity/events";
import { rememberRecipient } from "@/server/notification";
import { reaction } from "../reaction";

export const rememberRecipientOnUserRegistered = reaction({
  id: "remember-recipient-on-user-registered",
  on: userRegistered,
  recordsEvents: false,
  step: "remember-recipient",
  verb: (ctx, { data }) => rememberRecipient(ctx, data),
});
