import { tracedVerbs } from "@/server/shared/trace-verbs";
import * as verbs from "./verbs";

export const {
  eraseMessages,
  catchUpRecipients,
  changePreference,
  deliverAccessCode,
  deliverAccountMail,
  deliverMessage,
  deliverMessages,
  deliverOverdueMessages,
  deliverResend,
  markMessagesRead,
  queueMessages,
  reportUndeliveredMessage,
  resendMessage,
  unsubscribe,
} = tracedVerbs("notification", verbs);

export type { MakeReceipt } from "./compose-attachments";
