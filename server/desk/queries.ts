import { and, desc, eq } from "drizzle-orm";
import { database } from "@/db/client";
import { notes } from "@/db/schema/desk";
import { type RequestContext, requirePermission } from "@/server/shared/context";
import { afterCursor, momentOf, type Page, pageOf } from "@/server/shared/cursor";
import { parse } from "@/server/shared/parse";
import { type ListNotesInput, listNotesInput, type Note } from "./schemas";

const permissions = { RESERVATION: "reservation.read", CUSTOMER: "customer.read" } as const;

/**
 * The notes about a reservation or a customer, newest first, for staff.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT.
 */
export async function listNotes(ctx: RequestContext, input: ListNotesInput): Promise<Page<Note>> {
  requirePermission(ctx.actor, permissions[input.subjectKind === "RESERVATION" ? "RESERVATION" : "CUSTOMER"]);
  const { subjectKind, subjectId, cursor, limit } = parse(listNotesInput, input);
  const rows = await database()
    .select({
      id: notes.id,
      text: notes.text,
      authorEmail: notes.authorEmail,
      createdAt: notes.createdAt,
      at: momentOf(notes.createdAt),
    })
    .from(notes)
    .where(
      and(
        eq(notes.subjectKind, subjectKind),
        eq(notes.subjectId, subjectId),
        afterCursor(cursor, { moment: notes.createdAt, id: notes.id, ids: "desc" }),
      ),
    )
    .orderBy(desc(notes.createdAt), desc(notes.id))
    .limit(limit + 1);
  return pageOf(rows, limit, (note) => note.id);
}
