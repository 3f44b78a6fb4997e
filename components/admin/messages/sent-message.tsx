import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { PageLink } from "@/components/ui/page-link";
import type { Locale } from "@/server/shared/airline";
import { messageStatus, messageTones } from "./message-table";

type Sent = {
  channel: "INBOX" | "EMAIL";
  status: "QUEUED" | "SENDING" | "SENT";
  subject: string;
  locale: Locale;
  address: string | null;
  greeting: string | null;
  body: string;
  link: string | null;
  action: string;
  closing: string | null;
  reservationId: string | null;
  locator: string | null;
  createdAt: Date;
  sentAt: Date | null;
  lastError: string | null;
};

/** A message as it was sent: its facts, and its text in the language of the reader. */
export function SentMessage({ message }: { message: Sent }) {
  const t = useTranslations("admin.messages");
  const language = useTranslations("admin.reservation.languages");
  return (
    <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-2">
      <Card as="section" title={t("facts")}>
        <DescriptionList
          items={[
            { term: t("channel"), value: t(`channels.${message.channel}`) },
            {
              term: t("status"),
              value: (
                <Badge tone={messageTones[message.status]}>{t(`statuses.${messageStatus(message)}`)}</Badge>
              ),
            },
            ...(message.address
              ? [{ term: t("to"), value: <span className="break-all">{message.address}</span> }]
              : []),
            { term: t("language"), value: language(message.locale) },
            { term: t("written"), value: <DateTime at={message.createdAt} /> },
            ...(message.sentAt ? [{ term: t("sent"), value: <DateTime at={message.sentAt} /> }] : []),
            ...(message.reservationId
              ? [{ term: t("reservation"), value: <ReservationLink {...message} /> }]
              : []),
            ...(message.lastError && message.status !== "SENT"
              ? [{ term: t("lastError"), value: message.lastError }]
              : []),
          ]}
        />
      </Card>
      <Card as="section" title={t("text")}>
        <article lang={message.locale} className="grid gap-4 break-words">
          <h3 className="font-bold">{message.subject}</h3>
          {message.greeting && <p>{message.greeting}</p>}
          <p className="whitespace-pre-line">{message.body}</p>
          {message.link && (
            <p className="text-ink-muted">
              {message.action}: /{message.locale}
              {message.link}
            </p>
          )}
          {message.closing && <p className="text-ink-muted">{message.closing}</p>}
        </article>
      </Card>
    </div>
  );
}

function ReservationLink({ reservationId, locator }: Pick<Sent, "reservationId" | "locator">) {
  return (
    <PageLink
      href={`/admin/reservations/${reservationId}`}
      className="inline-flex min-h-6 items-center font-bold text-brand-text hover:underline"
    >
      {locator}
    </PageLink>
  );
}
