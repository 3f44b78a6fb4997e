export { deliverMessage } from "./deliver-message";
export { deliverOverdue } from "./deliver-overdue";
export { markRead } from "./mark-read";
export { queueMessages } from "./queue-messages";
export { rememberRecipient } from "./remember-recipient";
export { reportUndelivered } from "./report-undelivered";
