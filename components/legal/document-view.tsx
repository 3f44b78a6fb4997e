import { useLocale, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { PageHeader } from "@/components/ui/page-header";
import { PageLink } from "@/components/ui/page-link";
import { formatLocalDate } from "@/i18n/format";
import type { LegalDocumentName, LegalText } from "@/server/consent/schemas";
import { LegalBlockView } from "./legal-blocks";

type Shown = {
  document: LegalDocumentName;
  version: string;
  text: LegalText;
  hash: string;
  isCurrent: boolean;
  versions: string[];
};

/** A document with its contents, its text, and its versions. `today`: the day in Korea. */
export function DocumentView({ shown, today }: { shown: Shown; today: string }) {
  const t = useTranslations("legal");
  const locale = useLocale();
  const { document, version, text } = shown;
  const from = formatLocalDate(version, "date", locale);
  return (
    <article className="page-width max-w-3xl py-8">
      <PageHeader title={text.title} description={t("effective", { date: from })} />
      {!shown.isCurrent && <NotInForce document={document} isPlanned={version > today} />}
      <p className="pb-6">{text.lead}</p>
      <nav aria-label={t("contents")} className="pb-8 print:hidden">
        <ol className="grid gap-x-6 sm:grid-cols-2">
          {text.sections.map(({ id, heading }) => (
            <li key={id}>
              <a href={`#${id}`} className="inline-flex min-h-9 items-center text-brand-text underline">
                {heading}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <div className="grid gap-8">
        {text.sections.map(({ id, heading, blocks }) => (
          <div key={id} className="grid grid-cols-1 gap-3">
            <h2 id={id} className="text-lg font-bold break-after-avoid">
              {heading}
            </h2>
            {blocks.map((block) => (
              <LegalBlockView key={JSON.stringify(block)} block={block} heading={heading} />
            ))}
          </div>
        ))}
      </div>
      <Versions shown={shown} today={today} />
    </article>
  );
}

function NotInForce({ document, isPlanned }: { document: LegalDocumentName; isPlanned: boolean }) {
  const t = useTranslations("legal");
  return (
    <Alert
      tone="warning"
      title={t(isPlanned ? "plannedTitle" : "oldTitle")}
      className="mb-6"
      action={
        <PageLink href={`/legal/${document}`} className="font-semibold underline">
          {t("toCurrent")}
        </PageLink>
      }
    >
      {t(isPlanned ? "plannedText" : "oldText")}
    </Alert>
  );
}

function Versions({ shown: { document, version, versions, hash }, today }: { shown: Shown; today: string }) {
  const t = useTranslations("legal");
  const locale = useLocale();
  const current = versions.find((each) => each <= today);
  const state = (each: string) => (each === current ? "current" : each > today ? "planned" : "past");
  return (
    <footer className="mt-10 grid gap-3 border-t border-line pt-6 text-sm text-ink-muted">
      <h2 className="text-base font-bold text-ink">{t("versions")}</h2>
      <ul>
        {versions.map((each) => (
          <li key={each}>
            <PageLink
              href={`/legal/${document}/${each}`}
              aria-current={each === version ? "page" : undefined}
              className="inline-flex min-h-9 items-center underline aria-[current=page]:font-bold aria-[current=page]:text-ink"
            >
              {t("version", { date: formatLocalDate(each, "date", locale) })} · {t(state(each))}
            </PageLink>
          </li>
        ))}
      </ul>
      <p>
        {t("hash")}: <code className="wrap-anywhere">{hash}</code>
        <br />
        {t("hashNote")}
      </p>
      <p className="print:hidden">
        <PageLink href="/legal" className="inline-flex min-h-9 items-center underline">
          {t("toIndex")}
        </PageLink>
      </p>
    </footer>
  );
}
