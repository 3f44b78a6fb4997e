"use client";

import { useTranslations } from "next-intl";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { useFormAction } from "@/components/forms/use-form-action";
import { useInvalidFocus } from "@/components/forms/use-invalid-focus";
import { TextArea } from "@/components/ui/inputs/text-area";
import { SubmitButton } from "@/components/ui/submit-button";
import { type DeskAction, noAnswer } from "./desk-form";

const empty = { text: "" };
export type WriteNoteAction = DeskAction<typeof empty>;

export type NoteFormProps = {
  subjectKind: "RESERVATION" | "CUSTOMER";
  subjectId: string;
  /** The same key a second time writes nothing. The page gives a new one after each note. */
  formKey: string;
  action: WriteNoteAction;
};

/** Writes a note. */
export function NoteForm({ subjectKind, subjectId, formKey, action }: NoteFormProps) {
  const t = useTranslations("admin.notes");
  const message = useFieldMessage("admin");
  const [state, submit] = useFormAction(action, { values: empty, done: 0, refusal: null }, noAnswer(empty));
  const form = useInvalidFocus(state);
  return (
    <form ref={form} action={submit} noValidate className="grid gap-3">
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="subjectKind" value={subjectKind} />
      <input type="hidden" name="subjectId" value={subjectId} />
      <RefusalAlert namespace="admin" title={t("refused")} refusal={state.refusal} />
      <TextArea
        name="text"
        label={t("text")}
        description={t("hint")}
        required
        maxLength={2000}
        defaultValue={state.values.text}
        error={message("note", state.refusal?.fieldErrors?.text)}
      />
      <div>
        <SubmitButton variant="secondary">{t("submit")}</SubmitButton>
      </div>
    </form>
  );
}
