import { CreditCard, type LucideIcon, Mail, Medal, Ticket, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { PageLink } from "@/components/ui/page-link";
import { EventDeliveries } from "./event-deliveries";
import type { Category, TimelineEntry } from "./types";
import { useEventDetails } from "./use-event-details";
import { useEventTitle } from "./use-event-title";

const icons: Record<Category, LucideIcon> = {
  RESERVATION: Ticket,
  PAYMENT: CreditCard,
  MILEAGE: Medal,
  MESSAGE: Mail,
  ACCOUNT: UserRound,
};

/** One event: title, facts, time, and a link to its booking unless `linked` is false. */
export function EventRow({ entry, linked = true }: { entry: TimelineEntry; linked?: boolean }) {
  const t = useTranslations("history");
  const title = useEventTitle()(entry);
  const details = useEventDetails()(entry);
  const Icon = icons[entry.category];
  return (
    <div className="flex gap-3">
      <span className="grid size-9 shrink-0 place-items-center rounded-full bg-brand-soft text-brand-text">
        <Icon aria-hidden className="size-4.5" />
      </span>
      <div className="grid min-w-0 gap-0.5">
        <p className="break-words font-semibold">{title}</p>
        {details.length > 0 && <p className="break-words first-letter:uppercase">{details.join(" · ")}</p>}
        <p className="flex flex-wrap items-center gap-x-3 text-sm text-ink-muted">
          <DateTime at={entry.occurredAt} />
          {linked && entry.locator && (
            <PageLink
              href={`/trips/${entry.locator}`}
              prefetch={false}
              className="inline-flex min-h-6 items-center font-medium text-brand-text underline"
            >
              {t("trip", { locator: entry.locator })}
            </PageLink>
          )}
        </p>
        <EventDeliveries deliveries={entry.deliveries} />
      </div>
    </div>
  );
}
