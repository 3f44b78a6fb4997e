import { userChanged } from "@/server/identity/events";
import { rememberRecipient } from "@/server/notification";
import { reaction } from "../reaction";

export const rememberRecipientOnUserChanged = reaction({
  id: "remember-recipient-on-user-changed",
  on: userChanged,
  recordsEvents: false,
  react: ({ data }, steps) => steps.run("remember-recipient", (ctx) => rememberRecipient(ctx, data)),
});
