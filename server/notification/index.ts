import { tracedVerbs } from "@/server/shared/trace-verbs";
import * as verbs from "./verbs";

export const {
  catchUpRecipients,
  deliverAccessCode,
  deliverMessage,
  deliverMessages,
  deliverOverdueMessages,
  deliverResend,
  markMessagesRead,
  queueMessages,
  reportUndeliveredMessage,
  resendMessage,
} = tracedVerbs("notification", verbs);
