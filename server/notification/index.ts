export { catchUpRecipients } from "./catch-up-recipients";
export { deliverMessage } from "./deliver-message";
export { deliverMessages } from "./deliver-messages";
export { deliverOverdue } from "./deliver-overdue";
export { markRead } from "./mark-read";
export { queueMessages } from "./queue-messages";
export { reportUndelivered } from "./report-undelivered";
