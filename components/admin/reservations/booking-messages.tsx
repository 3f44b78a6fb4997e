import { useTranslations } from "next-intl";
import { type Message, MessageTable } from "@/components/admin/messages/message-table";
import { Card } from "@/components/ui/card";

/** All messages about a booking in both channels, with their delivery. */
export function BookingMessages({ messages }: { messages: readonly Message[] }) {
  const t = useTranslations("admin.messages");
  return (
    <Card as="section" title={t("title", { count: messages.length })}>
      {messages.length === 0 ? (
        <p className="text-ink-muted">{t("none")}</p>
      ) : (
        <MessageTable messages={messages} />
      )}
    </Card>
  );
}
