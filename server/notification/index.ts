export { catchUpRecipients } from "./catch-up-recipients";
export { deliverMessage } from "./deliver-message";
export { deliverMessages } from "./deliver-messages";
export { deliverOverdue } from "./deliver-overdue-messages";
export { markRead } from "./mark-messages-read";
export { queueMessages } from "./queue-messages";
export { reportUndelivered } from "./report-undelivered-message";
