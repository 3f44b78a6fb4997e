"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CheckCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { startTransition } from "react";
import { useFormAction } from "@/components/forms/use-form-action";
import { MoreLink } from "@/components/layout/more-link";
import { useEndless } from "@/components/query/use-endless";
import { Alert } from "@/components/ui/alert";
import { SubmitButton } from "@/components/ui/submit-button";
import { InboxMessage } from "./inbox-message";
import { bellKey, inboxKey, inboxPageKey, readBell, readInbox } from "./inbox-queries";
import type { MarkAction } from "./types";

/** The inbox, newest first. Opening a message marks it as read; before JavaScript the buttons do. */
export function Inbox({ start, action }: { start: string | null; action: MarkAction }) {
  const t = useTranslations("notifications");
  const client = useQueryClient();
  const list = useEndless(inboxPageKey(start), start, readInbox);
  const { data: bell } = useQuery({ queryKey: bellKey, queryFn: readBell });
  const [refusal, mark] = useFormAction<string | null>(
    async (before, form) => {
      const code = await action(before, form);
      await client.invalidateQueries({ queryKey: inboxKey });
      return code;
    },
    null,
    () => "UNAVAILABLE",
  );
  const markOne = (id: string) => {
    const form = new FormData();
    form.set("messageId", id);
    startTransition(() => mark(form));
  };
  const unread = bell?.unread ?? 0;
  return (
    <>
      <div className="flex min-h-12 flex-wrap items-center justify-between gap-3 border-b border-line pb-3">
        <p className="font-semibold">{unread > 0 ? t("unread", { count: unread }) : t("allRead")}</p>
        {unread > 0 && (
          <form action={mark}>
            <SubmitButton variant="secondary" size="sm">
              <CheckCheck aria-hidden className="size-4" />
              {t("markAll")}
            </SubmitButton>
          </form>
        )}
      </div>
      {refusal && (
        <Alert live tone="danger" className="mt-4">
          {t("markFailed")}
        </Alert>
      )}
      <ol aria-label={t("list")}>
        {list.items.map((message) => (
          <li key={message.id} className="border-b border-line">
            <InboxMessage message={message} mark={mark} onRead={markOne} />
          </li>
        ))}
      </ol>
      <MoreLink list={list} hrefOf={(cursor) => `/messages?cursor=${cursor}`} failure={t("moreFailed")} />
    </>
  );
}
