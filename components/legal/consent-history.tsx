import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { PageLink } from "@/components/ui/page-link";
import { Table, Td, Th } from "@/components/ui/table";
import { formatLocalDate } from "@/i18n/format";
import type { ConsentChannel, LegalDocumentName } from "@/server/consent/schemas";

type Entry = {
  id: string;
  document: LegalDocumentName;
  version: string;
  given: boolean;
  channel: ConsentChannel;
  reservationId: string | null;
  recordedAt: string;
};

/** What a member agreed to and took back, the newest first, each with its text. */
export function ConsentHistory({ entries }: { entries: readonly Entry[] }) {
  const t = useTranslations("legal");
  const locale = useLocale();
  const cell = "px-3 py-2";
  return (
    <Card as="section" title={t("mine.history")}>
      {entries.length === 0 ? (
        <p>{t("mine.none")}</p>
      ) : (
        <Table
          caption={t("mine.history")}
          head={
            <>
              <Th>{t("mine.when")}</Th>
              <Th>{t("mine.what")}</Th>
              <Th>{t("mine.state")}</Th>
              <Th>{t("mine.channel")}</Th>
            </>
          }
        >
          {entries.map(({ id, document, version, given, channel, reservationId, recordedAt }) => (
            <tr key={id}>
              <Td className={`${cell} whitespace-nowrap`}>
                <DateTime at={recordedAt} look="shortDateTime" />
              </Td>
              <Td className={cell}>
                <PageLink href={`/legal/${document}/${version}`} className="underline">
                  {t(`documents.${document}`)},{" "}
                  {t("version", { date: formatLocalDate(version, "date", locale) })}
                </PageLink>
                {reservationId && ` · ${t("mine.forBooking")}`}
              </Td>
              <Td className={cell}>{t(given ? "mine.given" : "mine.withdrawn")}</Td>
              <Td className={cell}>{t(`mine.channels.${channel}`)}</Td>
            </tr>
          ))}
        </Table>
      )}
    </Card>
  );
}
