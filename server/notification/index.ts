import { tracedVerbs } from "@/server/shared/trace-verbs";
import * as verbs from "./verbs";

export const {
  catchUpRecipients,
  deliverMessage,
  deliverMessages,
  deliverOverdueMessages,
  markMessagesRead,
  queueMessages,
  reportUndeliveredMessage,
} = tracedVerbs("notification", verbs);
