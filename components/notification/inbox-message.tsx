import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { DateTime } from "@/components/ui/date-time";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { shortSubject } from "./short-subject";
import type { InboxItem } from "./types";

/** One message: its subject, and once opened its text and its link. */
export function InboxMessage({
  message,
  mark,
  onRead,
}: {
  message: InboxItem;
  mark: (form: FormData) => void;
  onRead: (id: string) => void;
}) {
  const t = useTranslations("notifications");
  const unread = message.readAt === null;
  return (
    <details
      className="group"
      onToggle={(event) => {
        if (event.currentTarget.open && unread) onRead(message.id);
      }}
    >
      <summary className="flex list-none items-start gap-3 rounded-control px-1 py-4 hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <span className="grid min-w-0 grow gap-1">
          <span lang={message.locale} className={clsx("break-words", unread && "font-bold")}>
            {shortSubject(message.subject)}
          </span>
          <span className="flex flex-wrap items-center gap-2 text-sm text-ink-muted">
            {unread && <Badge tone="accent">{t("isUnread")}</Badge>}
            <DateTime at={message.createdAt} />
          </span>
        </span>
        <ChevronDown aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-muted group-open:rotate-180" />
      </summary>
      <Content message={message} mark={mark} />
    </details>
  );
}

function Content({ message, mark }: { message: InboxItem; mark: (form: FormData) => void }) {
  const t = useTranslations("notifications");
  return (
    <div className="grid gap-4 px-1 pb-5">
      <p lang={message.locale} className="break-words whitespace-pre-line">
        {message.body}
      </p>
      <div className="flex flex-wrap gap-2">
        {message.link && (
          <LinkButton href={message.link} size="sm" prefetch={false}>
            {t("open")}
          </LinkButton>
        )}
        {message.readAt === null && (
          <form action={mark}>
            <input type="hidden" name="messageId" value={message.id} />
            <SubmitButton variant="secondary" size="sm">
              {t("markOne")}
            </SubmitButton>
          </form>
        )}
      </div>
    </div>
  );
}
