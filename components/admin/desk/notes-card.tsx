import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { NoteForm, type NoteFormProps } from "./note-form";

type Note = { id: string; text: string; authorEmail: string; createdAt: Date };

/** The staff's notes about a reservation or a customer, newest first, with the form for a new one. */
export function NotesCard({
  notes,
  form,
}: {
  notes: readonly Note[];
  /** Null for whoever may only read. */
  form: NoteFormProps | null;
}) {
  const t = useTranslations("admin.notes");
  return (
    <Card as="section" title={t("title")}>
      <div className="grid gap-6">
        {form && <NoteForm {...form} />}
        {notes.length === 0 ? (
          <p className="text-ink-muted">{t("none")}</p>
        ) : (
          <ol aria-label={t("list")} className="grid gap-4">
            {notes.map((note) => (
              <li key={note.id} className="border-t border-line pt-3">
                <p className="break-words whitespace-pre-line">{note.text}</p>
                <p className="mt-1 flex flex-wrap gap-x-3 text-sm text-ink-muted">
                  <DateTime at={note.createdAt} />
                  <span className="break-all">{note.authorEmail}</span>
                </p>
              </li>
            ))}
          </ol>
        )}
      </div>
    </Card>
  );
}
