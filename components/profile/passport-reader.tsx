"use client";

import { useTranslations } from "next-intl";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { useFormAction } from "@/components/forms/use-form-action";
import { Alert } from "@/components/ui/alert";
import { DescriptionList } from "@/components/ui/description-list";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Passport } from "@/server/profile/schemas";

export type ReadState = { passport?: Passport & { countryName: string }; refusal?: string };
export type ReadAction = (before: ReadState, form: FormData) => Promise<ReadState>;

/**
 * Shows a passport in full, once asked: each reading is recorded. It is gone with the page, or when it is hidden again. `words`
 * are those of the button.
 */
export function PassportReader({ id, words, action }: { id: string; words: string; action: ReadAction }) {
  const t = useTranslations("profile.passport");
  const [state, submit] = useFormAction<ReadState>(action, {}, () => ({ refusal: "UNAVAILABLE" }));
  const { passport } = state;
  return (
    <form action={submit} className="grid justify-items-start gap-4">
      <RefusalAlert
        namespace="profile"
        title={t("refusedTitle")}
        refusal={state.refusal ? { code: state.refusal } : null}
      />
      {passport && (
        <Alert live className="w-full" title={t("shown")}>
          <DescriptionList
            items={[
              { term: t("number"), value: passport.number },
              { term: t("country"), value: passport.countryName },
              { term: t("expiresOn"), value: passport.expiresOn },
            ]}
          />
        </Alert>
      )}
      <input type="hidden" name="id" value={id} />
      {passport && <input type="hidden" name="hide" value="on" />}
      <SubmitButton variant="secondary" size="sm">
        {passport ? t("hide") : words}
      </SubmitButton>
    </form>
  );
}
