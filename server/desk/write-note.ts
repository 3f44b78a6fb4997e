import { eq } from "drizzle-orm";
import { notes } from "@/db/schema/desk";
import { audit } from "@/server/shared/audit";
import { type RequestContext, requirePermission, transaction } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { parse } from "@/server/shared/parse";
import { type WriteNoteInput, writeNoteInput } from "./schemas";

const permissions = { RESERVATION: "reservation.change", CUSTOMER: "customer.change" } as const;

/**
 * Writes a note about a reservation or a customer. Notes are only added. The same key a second time writes nothing. No
 * event tells of a note, because nobody reacts to it; the audit log has who wrote it, and not its text.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, INVALID_INPUT; CONFLICT when the key is that of another note.
 */
export async function writeNote(ctx: RequestContext, input: WriteNoteInput): Promise<void> {
  const kind = input.subjectKind === "RESERVATION" ? "RESERVATION" : "CUSTOMER";
  const author = requirePermission(ctx.actor, permissions[kind]);
  const { key: id, subjectKind, subjectId, text } = parse(writeNoteInput, input);
  const correlationId = subjectKind === "RESERVATION" ? subjectId : id;
  await transaction({ ...ctx, correlationId }, async (tx) => {
    const written = await tx.tx
      .insert(notes)
      .values({ id, subjectKind, subjectId, text, authorId: author.id, authorEmail: author.email })
      .onConflictDoNothing()
      .returning({ id: notes.id });
    if (written.length === 0) {
      const [known] = await tx.tx.select().from(notes).where(eq(notes.id, id));
      if (known?.subjectId !== subjectId || known.text !== text) throw new AppError("CONFLICT");
      return;
    }
    await audit(tx, {
      action: "write-note",
      entity: subjectKind === "RESERVATION" ? "reservation" : "user",
      entityId: subjectId,
      after: { noteId: id, characters: text.length },
    });
  });
}
