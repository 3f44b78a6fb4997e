"use client";

import { useTranslations } from "next-intl";
import { useFormAction } from "@/components/forms/use-form-action";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { knownKey } from "@/components/ui/known-key";
import { SubmitButton } from "@/components/ui/submit-button";

/** Asks for a one-time code, and leads to the page where it is entered. @returns the refusal's code. */
export type AskForCode = (before: string | null, form: FormData) => Promise<string | null>;

const refusals = ["NOT_FOUND", "RATE_LIMITED", "UNAVAILABLE"] as const;

/** Offers to manage a found trip: a one-time code goes to the contact of the booking. */
export function ManageTrip({
  action,
  locator,
  surname,
}: {
  action: AskForCode;
  locator: string;
  surname: string;
}) {
  const t = useTranslations("trips.access");
  const [refusal, submit] = useFormAction<string | null>(action, null, () => "UNAVAILABLE");
  return (
    <Card as="section" title={t("offer")}>
      <form action={submit} className="grid justify-items-start gap-3">
        <input type="hidden" name="locator" value={locator} />
        <input type="hidden" name="surname" value={surname} />
        <p>{t("offerText")}</p>
        <AskRefusal code={refusal} />
        <SubmitButton>{t("ask")}</SubmitButton>
      </form>
    </Card>
  );
}

/** Why no code was sent. */
export function AskRefusal({ code }: { code: string | null }) {
  const t = useTranslations("trips.access");
  if (code === null) return null;
  return (
    <Alert live tone="warning" title={t("notSentTitle")}>
      {t(`notSent.${knownKey(refusals, code, "OTHER")}`)}
    </Alert>
  );
}
