import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { DateTime } from "@/components/ui/date-time";
import { PageLink } from "@/components/ui/page-link";
import { Table, Td, Th } from "@/components/ui/table";
import type { Locale } from "@/server/shared/airline";

export type Message = {
  id: string;
  channel: "INBOX" | "EMAIL";
  locale: Locale;
  subject: string;
  status: "QUEUED" | "SENDING" | "SENT";
  attempts: number;
  lastError: string | null;
  createdAt: Date;
  sentAt: Date | null;
};

export const messageTones = { QUEUED: "warning", SENDING: "info", SENT: "positive" } as const;

/** A message in the inbox is posted, not sent. */
export const messageStatus = ({ channel, status }: Pick<Message, "channel" | "status">) =>
  channel === "INBOX" && status === "SENT" ? "POSTED" : status;

/** Messages with their delivery. Each subject leads to the message as it was sent, where it can be sent again. */
export function MessageTable({ messages }: { messages: readonly Message[] }) {
  const t = useTranslations("admin.messages");
  return (
    <Table
      caption={t("caption")}
      head={
        <>
          <Th>{t("at")}</Th>
          <Th>{t("channel")}</Th>
          <Th>{t("subject")}</Th>
          <Th>{t("status")}</Th>
          <Th numeric>{t("attempts")}</Th>
        </>
      }
    >
      {messages.map((message) => (
        <tr key={message.id}>
          <Td className="whitespace-nowrap">
            <DateTime at={message.createdAt} look="shortDateTime" />
          </Td>
          <Td className="whitespace-nowrap">{t(`channels.${message.channel}`)}</Td>
          <Td className="min-w-48">
            <PageLink
              href={`/admin/messages/${message.id}`}
              prefetch={false}
              lang={message.locale}
              className="inline-flex min-h-6 items-center font-medium text-brand-text underline"
            >
              {message.subject}
            </PageLink>
          </Td>
          <Td>
            <Badge tone={messageTones[message.status]}>{t(`statuses.${messageStatus(message)}`)}</Badge>
            {message.lastError && message.status !== "SENT" && (
              <span className="block text-xs text-ink-muted">{message.lastError}</span>
            )}
          </Td>
          <Td numeric>{message.channel === "EMAIL" ? message.attempts : "–"}</Td>
        </tr>
      ))}
    </Table>
  );
}
