/** Quotes of one kind that an actor gets in a window: each is stored, and a person needs few. */
export const QUOTE_LIMIT = { quotes: 60, windowSeconds: 600 } as const;
