import { useTranslations } from "next-intl";
import { shortSubject } from "@/components/notification/short-subject";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import type { Locale } from "@/server/shared/airline";

export type SentMessage = {
  eventId: string;
  channel: "INBOX" | "EMAIL";
  locale: Locale;
  subject: string;
  status: "QUEUED" | "SENDING" | "SENT";
  attempts: number;
  createdAt: Date;
};

/** The messages that were sent about a booking: one line per event, with its channels. */
export function SentMessages({ messages }: { messages: readonly SentMessage[] }) {
  const t = useTranslations("trips.messages");
  const events = [...new Map(messages.map((m) => [m.eventId, m])).values()];
  const wayOf = ({ channel, status, attempts }: SentMessage) => {
    if (channel === "INBOX") return t("inbox");
    if (status === "SENT") return t("emailState.SENT");
    return t(attempts > 0 && status === "QUEUED" ? "emailState.RETRYING" : "emailState.SENDING");
  };
  return (
    <Card as="section" title={t("title")}>
      {events.length === 0 && <p className="text-ink-muted">{t("empty")}</p>}
      <ol className="grid gap-3">
        {events.map(({ eventId, locale, subject, createdAt }) => (
          <li key={eventId} className="grid gap-0.5">
            <p lang={locale} className="font-medium">
              {shortSubject(subject)}
            </p>
            <p className="text-sm text-ink-muted">
              <DateTime at={createdAt} /> ·{" "}
              {messages
                .filter((m) => m.eventId === eventId)
                .map(wayOf)
                .join(" · ")}
            </p>
          </li>
        ))}
      </ol>
    </Card>
  );
}
