import { audit } from "./audit";
import { actorId, type RequestContext, transaction } from "./context";
import { limitRate } from "./rate-limit";

/** The largest number of rows in one file. A list that is longer ends there, and its last line says so. */
export const MAX_EXPORT_ROWS = 50_000;

/** The exports of one person in ten minutes. */
const MAX_EXPORTS = 20;
const WINDOW_SECONDS = 600;

/** What is taken: the list, what it was narrowed to, and the number of rows in the file. */
export type ListRead = { list: string; filter: Readonly<Record<string, unknown>>; rows: number };

/** @throws AppError RATE_LIMITED when the person has exported too often. */
export const limitExports = (ctx: RequestContext): Promise<void> =>
  limitRate(`export:${actorId(ctx.actor)}`, MAX_EXPORTS, WINDOW_SECONDS);

/** Records who takes which rows out of the house, before the first of them is sent. */
export const recordExport = (ctx: RequestContext, { list, filter, rows }: ListRead): Promise<void> =>
  transaction(ctx, (tx) =>
    audit(tx, { action: "export", entity: list, entityId: list, after: { rows, ...filter } }),
  );

/**
 * Records that a program read a list of people: page by page it takes the same as a file. A person who looks at a page on the
 * site is not recorded.
 */
export async function recordClientRead(ctx: RequestContext, { list, filter, rows }: ListRead): Promise<void> {
  if (ctx.clientId === undefined) return;
  await transaction(ctx, (tx) =>
    audit(tx, { action: "read-list", entity: list, entityId: list, after: { rows, ...filter } }),
  );
}
