/** How long a code can be entered, and how long the access lasts that it gives. */
export const CODE_MINUTES = 10;
export const GRANT_MINUTES = 60;
export const CODE_DIGITS = 6;
/** How often one code can be entered, right or wrong. */
export const MAX_TRIES = 5;

/**
 * The limits of an hour: codes sent about one trip, codes sent to one mailbox, codes asked for and codes entered from one
 * network address.
 */
export const HOUR_SECONDS = 3_600;
export const CODES_PER_TRIP = 5;
export const CODES_PER_MAILBOX = 10;
export const CODES_PER_ADDRESS = 20;
export const TRIES_PER_ADDRESS = 30;
/** Codes sent about one trip in a day: with five tries each, nobody guesses one in ten thousand of the codes there are. */
export const CODES_PER_TRIP_A_DAY = 20;
export const DAY_SECONDS = 86_400;
