import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";

type Message = {
  id: string;
  channel: "INBOX" | "EMAIL";
  subject: string;
  status: "QUEUED" | "SENDING" | "SENT";
  attempts: number;
  lastError: string | null;
  createdAt: Date;
  sentAt: Date | null;
};

const tones = { QUEUED: "warning", SENDING: "info", SENT: "positive" } as const;

/** A message in the inbox is posted, not sent. */
const statusOf = ({ channel, status }: Message) =>
  channel === "INBOX" && status === "SENT" ? "POSTED" : status;

/** All messages about a booking in both channels, with their delivery. */
export function BookingMessages({ messages }: { messages: readonly Message[] }) {
  const t = useTranslations("admin.messages");
  return (
    <Card as="section" title={t("title", { count: messages.length })}>
      {messages.length === 0 ? (
        <p className="text-ink-muted">{t("none")}</p>
      ) : (
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
              <Td className="min-w-48">{message.subject}</Td>
              <Td>
                <Badge tone={tones[message.status]}>{t(`statuses.${statusOf(message)}`)}</Badge>
                {message.lastError && message.status !== "SENT" && (
                  <span className="block text-xs text-ink-muted">{message.lastError}</span>
                )}
              </Td>
              <Td numeric>{message.channel === "EMAIL" ? message.attempts : "–"}</Td>
            </tr>
          ))}
        </Table>
      )}
    </Card>
  );
}
