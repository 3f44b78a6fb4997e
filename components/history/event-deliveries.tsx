import { Mail, MailWarning } from "lucide-react";
import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { eventTitle } from "./event-title";
import { shownDeliveries } from "./shown-deliveries";
import type { Delivery } from "./types";

/** Below an event: when the customer was told about it by e-mail. */
export function EventDeliveries({ deliveries }: { deliveries: readonly Delivery[] }) {
  const t = useTranslations("history.event");
  return shownDeliveries(deliveries).map((delivery) => {
    const title = eventTitle({ name: delivery.name, summary: { channel: delivery.channel } });
    const Icon = title === "messageFailed" ? MailWarning : Mail;
    return (
      <p key={delivery.eventId} className="flex flex-wrap items-center gap-x-1.5 text-sm text-ink-muted">
        <Icon aria-hidden className="size-4 shrink-0" />
        {t(title)} <DateTime at={delivery.occurredAt} />
      </p>
    );
  });
}
