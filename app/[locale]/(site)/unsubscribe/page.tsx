import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { ActionForm } from "@/components/forms/action-form";
import { withClientMessages } from "@/components/layout/client-messages";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import { kindOfToken } from "@/server/notification/queries";
import { stopMails } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("profile.unsubscribe");
  return { title: t("title"), robots: { index: false } };
}

/** Where the link in an e-mail leads. Opening it changes nothing: programs open links too. */
async function UnsubscribePage({ searchParams }: { searchParams: Promise<RawParams> }) {
  const t = await getTranslations("profile.unsubscribe");
  const kinds = await getTranslations("profile.preferences.kinds");
  const { token = "", done } = firstValues(await searchParams);
  const kind = kindOfToken(token);
  const named = kind && { kind: kinds(`${kind}.name`) };
  return (
    <div className="page-width max-w-xl py-8">
      <PageHeader title={t("title")} />
      <div className="grid justify-items-start gap-6">
        {!named && (
          <Alert tone="danger" title={t("invalid")}>
            {t("invalidText")}
          </Alert>
        )}
        {named && done === "yes" && (
          <Alert live tone="positive" title={t("done", named)}>
            {t("undo")}
          </Alert>
        )}
        {named && done !== "yes" && (
          <ActionForm action={stopMails} className="grid justify-items-start gap-4">
            {done === "no" && <Alert live tone="danger" title={t("failed")} />}
            <p>{t("question", named)}</p>
            <input type="hidden" name="token" value={token} />
            <SubmitButton>{t("confirm")}</SubmitButton>
          </ActionForm>
        )}
        <LinkButton href="/account/preferences" variant="secondary" size="sm">
          {t("toPreferences")}
        </LinkButton>
      </div>
    </div>
  );
}

export default withClientMessages("app/[locale]/(site)/unsubscribe/page.tsx", UnsubscribePage);
