import type { Metadata } from "next";
import { readDocument } from "@/app/[locale]/(site)/legal/read-document";
import { DocumentView } from "@/components/legal/document-view";
import { koreanToday } from "@/server/shared/database-clock";

type Props = { params: Promise<{ document: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readDocument(await params)).text.title };
}

/** A document as it is now. */
export default async function DocumentPage({ params }: Props) {
  const { document } = await params;
  return <DocumentView shown={await readDocument({ document })} today={await koreanToday()} />;
}
