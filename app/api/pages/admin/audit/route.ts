import { handle } from "@/app/_lib/http/api";
import { filledValues } from "@/app/_lib/http/search-params";
import { listAudit } from "@/server/assurance/queries";
import { type AuditRow, auditFilter } from "@/server/assurance/schemas";
import { CSV_START, csvLine } from "@/server/shared/csv";
import { koreanToday } from "@/server/shared/database-clock";
import { parse } from "@/server/shared/parse";

const ROWS_AT_ONCE = 1_000;

const head = [
  ...[
    "number",
    "at",
    "actor_kind",
    "actor_id",
    "name",
    "role",
    "email",
    "action",
    "entity",
    "entity_id",
    "locator",
  ],
  ...["before", "after", "seal", "hash"],
];

const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));

const cellsOf = (row: AuditRow) => [
  ...[row.id, row.at.toISOString(), row.actorKind, row.actorId],
  ...[row.person?.name ?? null, row.person?.role ?? null, row.person?.email ?? null],
  ...[row.action, row.entity, row.entityId, row.reservation?.locator ?? null],
  ...[json(row.before), json(row.after), row.seal?.seq ?? null, row.seal?.hash ?? null],
];

/** The audit rows that match the filter as CSV. It is sent while it is read, so that its length does not matter. */
export const GET = (request: Request): Promise<Response> =>
  handle(request, async (ctx) => {
    const filter = parse(auditFilter, filledValues(Object.fromEntries(new URL(request.url).searchParams)));
    const page = (cursor?: string) => listAudit(ctx, { filter, cursor, limit: ROWS_AT_ONCE });
    // The first rows are read before the answer begins: a refusal has its own status.
    let next: Awaited<ReturnType<typeof page>> | null = await page();
    const text = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      start: (stream) => stream.enqueue(text.encode(CSV_START + csvLine(head))),
      async pull(stream) {
        if (!next) return stream.close();
        const { items, nextCursor } = next;
        if (items.length > 0) stream.enqueue(text.encode(items.map((row) => csvLine(cellsOf(row))).join("")));
        next = nextCursor ? await page(nextCursor) : null;
        if (!next) stream.close();
      },
    });
    return new Response(body, {
      headers: {
        "Cache-Control": "no-store",
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="audit-${await koreanToday()}.csv"`,
        "X-Content-Type-Options": "nosniff",
      },
    });
  });
