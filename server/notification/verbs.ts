export { catchUpRecipients } from "./catch-up-recipients";
export { deliverMessage } from "./deliver-message";
export { deliverMessages } from "./deliver-messages";
export { deliverOverdueMessages } from "./deliver-overdue-messages";
export { markMessagesRead } from "./mark-messages-read";
export { queueMessages } from "./queue-messages";
export { reportUndeliveredMessage } from "./report-undelivered-message";
