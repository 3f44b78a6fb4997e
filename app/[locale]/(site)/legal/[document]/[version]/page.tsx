import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { readDocument } from "@/app/[locale]/(site)/legal/read-document";
import { DocumentView } from "@/components/legal/document-view";
import { formatLocalDate } from "@/i18n/format";
import type { Locale } from "@/server/shared/airline";
import { koreanToday } from "@/server/shared/database-clock";

type Props = { params: Promise<{ document: string; version: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { text, version } = await readDocument(await params);
  const t = await getTranslations("legal");
  const date = formatLocalDate(version, "date", (await getLocale()) as Locale);
  return { title: `${text.title}, ${t("version", { date })}` };
}

/** A document in one of its versions, at an address that stays. */
export default async function VersionPage({ params }: Props) {
  return <DocumentView shown={await readDocument(await params)} today={await koreanToday()} />;
}
