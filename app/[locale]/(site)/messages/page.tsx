import { dehydrate, QueryClient } from "@tanstack/react-query";
import { BellOff } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getRequestContext, getSessionUser } from "@/app/_lib/auth/session";
import { bellStateOfRequest } from "@/app/_lib/bell-state";
import { cursorOf } from "@/app/_lib/http/address-parts";
import { withClientMessages } from "@/components/layout/client-messages";
import { SignInPrompt } from "@/components/layout/sign-in-prompt";
import { Inbox } from "@/components/notification/inbox";
import { bellKey, inboxPageKey } from "@/components/notification/inbox-queries";
import { QueryProvider } from "@/components/query/query-provider";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { listMessages } from "@/server/notification/queries";
import { markAsRead } from "./actions";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("notifications");
  return { title: t("title") };
}

async function MessagesPage({ searchParams }: Props) {
  const t = await getTranslations("notifications");
  const user = await getSessionUser();
  const start = cursorOf((await searchParams).cursor);
  return (
    <div className="page-width max-w-3xl py-8">
      <PageHeader
        title={t("title")}
        description={t("lead")}
        actions={
          start && (
            <LinkButton href="/messages" variant="secondary" size="sm">
              {t("newest")}
            </LinkButton>
          )
        }
      />
      {user ? <Messages start={start} /> : <SignInPrompt next="/messages">{t("signInHint")}</SignInPrompt>}
    </div>
  );
}

async function Messages({ start }: { start: string | null }) {
  const t = await getTranslations("notifications");
  const client = new QueryClient();
  const ctx = await getRequestContext();
  const [{ pages }] = await Promise.all([
    client.fetchInfiniteQuery({
      queryKey: inboxPageKey(start),
      queryFn: () => listMessages(ctx, { cursor: start }),
      initialPageParam: start,
    }),
    client.prefetchQuery({ queryKey: bellKey, queryFn: () => bellStateOfRequest() }),
  ]);
  if (pages[0]?.items.length === 0)
    return (
      <EmptyState icon={BellOff} title={t("empty")} action={<LinkButton href="/">{t("book")}</LinkButton>}>
        {t("emptyHint")}
      </EmptyState>
    );
  return (
    <QueryProvider state={dehydrate(client)}>
      <Inbox start={start} action={markAsRead} />
    </QueryProvider>
  );
}

export default withClientMessages("app/[locale]/(site)/messages/page.tsx", MessagesPage);
