import { sql } from "drizzle-orm";
import { check, index, pgSchema, text, uuid } from "drizzle-orm/pg-core";
import { createdAt } from "./columns";

export const deskSchema = pgSchema("desk");

export type NoteSubject = "RESERVATION" | "CUSTOMER";

/** What staff wrote down about a reservation or a customer. A trigger refuses changes. */
export const notes = deskSchema.table(
  "notes",
  {
    /** The key of the form: pressed twice, one note is written. */
    id: uuid("id").primaryKey(),
    subjectKind: text("subject_kind").$type<NoteSubject>().notNull(),
    subjectId: uuid("subject_id").notNull(),
    text: text("text").notNull(),
    authorId: uuid("author_id").notNull(),
    /** The author's address at that time. */
    authorEmail: text("author_email").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    // Newest first, by keyset.
    index("notes_subject").on(t.subjectKind, t.subjectId, t.createdAt.desc(), t.id.desc()),
    check("notes_text", sql`char_length(text) between 1 and 2000`),
  ],
);
