"use server";

import { formOf, textField } from "@/app/_lib/actions/form";
import type { DeskState } from "@/components/admin/desk/desk-form";
import { MAX_NOTE_LENGTH, noteSubjects } from "@/server/desk/schemas";
import { writeSubjectNote } from "@/server/flows/write-subject-note";
import { deskAnswer } from "./desk-answer";

const pages = ["/[locale]/admin/reservations/[id]", "/[locale]/admin/customers/[id]"];

/** Writes a note about a reservation or a customer. */
export async function writeNote(before: unknown, sent: FormData): Promise<DeskState<{ text: string }>> {
  const form = formOf(sent);
  // Longer text than a note may have is read too: the refusal then says that it is too long.
  const text = textField(form, "text", MAX_NOTE_LENGTH * 2);
  const asked = textField(form, "subjectKind");
  const input = {
    key: textField(form, "key"),
    subjectKind: noteSubjects.find((kind) => kind === asked) ?? "CUSTOMER",
    subjectId: textField(form, "subjectId"),
    text,
  };
  return deskAnswer(before, { values: { text }, empty: { text: "" }, revalidate: pages }, (ctx) =>
    writeSubjectNote(ctx, input),
  );
}
