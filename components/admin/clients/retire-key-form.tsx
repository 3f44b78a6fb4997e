"use client";

import { useTranslations } from "next-intl";
import type { Refusal } from "@/components/forms/refusal";
import { RefusalAlert } from "@/components/forms/refusal-alert";
import { useFormAction } from "@/components/forms/use-form-action";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { noAnswer } from "./client-form";

export type RetireKeyState = { refusal: Refusal | null };

type Props = {
  kid: string;
  /** The server action of the page; it renders the page again, with the key as retired. */
  action: (before: RetireKeyState, form: FormData) => Promise<RetireKeyState>;
};

/** Says what happens when a signing key is retired, and retires it. */
export function RetireKeyForm({ kid, action }: Props) {
  const t = useTranslations("admin.clients.signingKeys");
  const [{ refusal }, submit] = useFormAction<RetireKeyState>(action, { refusal: null }, () => ({
    refusal: noAnswer,
  }));
  return (
    <form action={submit} className="grid gap-4">
      <input type="hidden" name="kid" value={kid} />
      <RefusalAlert namespace="admin" title={t("notRetired")} refusal={refusal} />
      <div className="grid gap-2">
        <p className="font-semibold">{t("question")}</p>
        <ul className="grid list-disc gap-1 pl-5">
          <li>{t("effectTokens")}</li>
          <li>{t("effectNext")}</li>
          <li>{t("effectOthers")}</li>
          <li>{t("effectFinal")}</li>
        </ul>
      </div>
      <div className="flex flex-wrap gap-3">
        <SubmitButton variant="danger">{t("retireNow")}</SubmitButton>
        <LinkButton href="/admin/clients" variant="secondary">
          {t("cancel")}
        </LinkButton>
      </div>
    </form>
  );
}
