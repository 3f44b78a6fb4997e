/** Why a link was sent by mail. */
export type LinkPurpose = "CONFIRM_EMAIL" | "RESET_PASSWORD" | "CHANGE_EMAIL" | "STOP_EMAIL_CHANGE";

const HOUR = 60;

/** How long a link can be used, in minutes. */
export const LINK_MINUTES: Record<LinkPurpose, number> = {
  CONFIRM_EMAIL: 24 * HOUR,
  RESET_PASSWORD: 15,
  CHANGE_EMAIL: 24 * HOUR,
  STOP_EMAIL_CHANGE: 72 * HOUR,
};

export const HOUR_SECONDS = 3_600;
export const DAY_SECONDS = 86_400;
/** Mails that one mailbox gets in an hour because somebody asked for them, of each kind. */
export const MAILS_PER_MAILBOX = 10;
/** New passwords asked for in an hour from one network place, for all accounts together. */
export const RESETS_PER_PLACE = 20;
/** New passwords asked for in 15 minutes for one account from one network place. */
export const RESETS_PER_ACCOUNT_AT_PLACE = 5;
export const RESET_WINDOW_SECONDS = 900;
/** Mails with a link to confirm the address that a member asks for in an hour. */
export const CONFIRMATIONS_PER_MEMBER = 5;
/** Changes of the address that a member asks for in a day: each of them writes to an address of the member's choice. */
export const EMAIL_CHANGES_PER_MEMBER = 5;
