import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Stat } from "@/components/ui/stat";
import { formatInteger } from "@/i18n/format";

const queues = [
  "outbox",
  "unreceived",
  "overdueHolds",
  "overdueChanges",
  "pendingRefunds",
  "undecidedCaptures",
  "cancelledFlights",
  "unsentMessages",
  "webhooks",
  "parkedEvents",
  "deadLetters",
] as const;

/** How much waits in each queue, and whether all queues drain. */
export function BacklogStats({ figures, ok }: { figures: Record<string, number>; ok: boolean }) {
  const t = useTranslations("admin.backlog");
  return (
    <div className="grid grid-cols-1 gap-3">
      <p>
        <Badge tone={ok ? "positive" : "danger"}>{t(ok ? "healthy" : "stuck")}</Badge>
      </p>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-5">
        {queues.map((queue) => (
          <Stat key={queue} label={t(queue)} value={formatInteger(figures[queue] ?? 0)} />
        ))}
      </div>
    </div>
  );
}
