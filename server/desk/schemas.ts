import { z } from "zod";
import { keysetFields } from "@/server/shared/fields";
import { paragraphs } from "@/server/shared/text";

export const noteSubjects = ["RESERVATION", "CUSTOMER"] as const;

const subject = { subjectKind: z.enum(noteSubjects), subjectId: z.uuid() };

export const MAX_NOTE_LENGTH = 2_000;

export const writeNoteInput = z.object({
  key: z
    .uuid()
    .meta({ description: "Made by the page or client: the same key a second time writes nothing." }),
  ...subject,
  text: paragraphs(1, MAX_NOTE_LENGTH),
});
export type WriteNoteInput = z.input<typeof writeNoteInput>;

export const listNotesInput = z.object({ ...subject, ...keysetFields });
export type ListNotesInput = z.input<typeof listNotesInput>;

/** One note of the staff about a reservation or a customer. It is never shown to the customer. */
export const noteView = z.strictObject({
  id: z.uuid(),
  text: z.string(),
  authorEmail: z.string().meta({ description: "The author's e-mail address when the note was written." }),
  createdAt: z.date(),
});
export type Note = z.output<typeof noteView>;
