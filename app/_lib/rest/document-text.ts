import { ENTRY_LIMITS } from "@/app/_lib/edge/entry-limits";
import { DEFAULT_REQUESTS_PER_MINUTE } from "@/server/platform/schemas";
import { QUOTE_LIMIT } from "@/server/reservation/schemas";

/** The caps on unpaid holds of an account, which the airline keeps as rows. */
export type DocumentedCaps = { holdsPerCustomer: number; holdsPerHour: number; holdsPerAddress: number };

/** The first page of the document. Its numbers are those that the code enforces. */
export const descriptionOf = (caps: DocumentedCaps | undefined): string =>
  [...conventions, "## Limits", ...limits, ...(caps ? [holdCaps(caps)] : [])].join("\n\n");

const conventions = [
  "Search, sell and manage flights.",
  "Amounts are whole Korean won. Instants are ISO 8601 in UTC; dates are the local dates of the airport.",
  "A refusal is a problem document (RFC 9457) whose `code` never changes; its `title` is in Korean or English, by `Accept-Language`.",
  "Every write takes an `Idempotency-Key`: the same request with the same key gets the same answer for a day, with `Idempotent-Replayed: true`.",
  "`ETag` is the version of an order. Every write on an order answers the version that it left, and `If-Match` lets it run on that version alone; another one is 412. That of an availability is for `If-None-Match`.",
  "Lists are paged by a cursor: `nextCursor` of one page is `cursor` of the next one, null on the last.",
];

const limits = [
  "Beyond a limit the answer is 429, and `Retry-After` says when to ask again.",
  `A client has a limit of its own, ${DEFAULT_REQUESTS_PER_MINUTE} requests a minute unless agreed otherwise: \`RateLimit-Policy\` names it, and \`RateLimit\` says what is left.`,
  `A network address may read ${ENTRY_LIMITS.readsPerSecond} times a second, ${ENTRY_LIMITS.readBurst} times at once after a rest, and write ${ENTRY_LIMITS.writesPerMinute} times a minute, whoever asks from there. A body has at most ${ENTRY_LIMITS.bodyBytes.form / 1_024} KiB.`,
  `An account gets ${QUOTE_LIMIT.quotes} quotes of changes and as many of cancellations in ${QUOTE_LIMIT.windowSeconds / 60} minutes.`,
];

const holdCaps = ({ holdsPerCustomer, holdsPerHour, holdsPerAddress }: DocumentedCaps): string =>
  `An account has at most ${holdsPerCustomer} unpaid holds at a time (\`TOO_MANY_HOLDS\`) and makes at most ${holdsPerHour} in an hour, those included that were replaced or given up; all accounts at one network address have at most ${holdsPerAddress}. A client may be registered with numbers of its own in place of the first two.`;
