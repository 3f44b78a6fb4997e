import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/forms/action-form";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/inputs/checkbox";
import { PageLink } from "@/components/ui/page-link";
import { SubmitButton } from "@/components/ui/submit-button";
import type { AskedName } from "./types";

type Action = (form: FormData) => Promise<void>;

/** Asks again for documents of the membership that have a new version. */
export function OutdatedForm({
  documents,
  action,
}: {
  documents: readonly { document: string; version: string }[];
  action: Action;
}) {
  const t = useTranslations("legal");
  return (
    <Card as="section" title={t("mine.outdatedTitle")}>
      <ActionForm action={action} className="grid justify-items-start gap-3">
        <Alert tone="warning">{t("mine.outdatedText")}</Alert>
        {documents.map(({ document, version }) => (
          <div key={document} className="flex flex-wrap items-start gap-x-3">
            <Checkbox
              name={`consent.${document}`}
              value={version}
              required
              label={t(`consents.${document as AskedName}`)}
            />
            <PageLink
              href={`/legal/${document}/${version}`}
              className="inline-flex min-h-11 items-center text-sm font-semibold text-brand-text underline"
            >
              {t("read")}
              <span className="sr-only">: {t(`documents.${document as AskedName}`)}</span>
            </PageLink>
          </div>
        ))}
        <SubmitButton>{t("mine.save")}</SubmitButton>
      </ActionForm>
    </Card>
  );
}

/** Gives the consent to advertising, or takes it back. */
export function MarketingForm({
  isOn,
  version,
  give,
  withdraw,
}: {
  isOn: boolean;
  version: string;
  give: Action;
  withdraw: Action;
}) {
  const t = useTranslations("legal.mine");
  return (
    <Card as="section" title={t("marketing")}>
      <ActionForm action={isOn ? withdraw : give} className="grid justify-items-start gap-3">
        <p>{t(isOn ? "marketingOn" : "marketingOff")}</p>
        {!isOn && <input type="hidden" name="consent.marketing" value={version} />}
        <SubmitButton variant="secondary">{t(isOn ? "withdraw" : "give")}</SubmitButton>
      </ActionForm>
    </Card>
  );
}
