import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { PageLink } from "@/components/ui/page-link";
import { formatLocalDate } from "@/i18n/format";
import { legalDocuments } from "@/server/consent/queries";
import type { Locale } from "@/server/shared/airline";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("legal");
  return { title: t("title") };
}

const linkClass = "inline-flex min-h-11 items-center font-semibold text-brand-text underline";

/** The list of the documents in force. */
export default async function LegalPage() {
  const locale = (await getLocale()) as Locale;
  const t = await getTranslations("legal");
  return (
    <div className="page-width max-w-3xl py-8">
      <PageHeader title={t("title")} description={t("lead")} />
      <ul className="divide-y divide-line">
        {(await legalDocuments(locale)).map(({ document, version, text }) => (
          <li key={document} className="py-3">
            <PageLink href={`/legal/${document}`} className={linkClass}>
              {text.title}
            </PageLink>
            <p className="text-sm text-ink-muted">
              {text.lead} {t("effective", { date: formatLocalDate(version, "date", locale) })}
            </p>
          </li>
        ))}
        <li className="py-3">
          <PageLink href="/legal/accessibility" className={linkClass}>
            {t("accessibility.title")}
          </PageLink>
          <p className="text-sm text-ink-muted">{t("accessibility.lead")}</p>
        </li>
      </ul>
    </div>
  );
}
