import { dehydrate, QueryClient } from "@tanstack/react-query";
import { History } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getRequestContext, getSessionUser } from "@/app/_lib/auth/session";
import { cursorOf } from "@/app/_lib/http/address-parts";
import { historyHref, historyKey } from "@/components/history/history-address";
import { HistoryList } from "@/components/history/history-list";
import type { Category } from "@/components/history/types";
import { withClientMessages } from "@/components/layout/client-messages";
import { SignInPrompt } from "@/components/layout/sign-in-prompt";
import { QueryProvider } from "@/components/query/query-provider";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { listHistory } from "@/server/history/queries";
import { moreHistory } from "./actions";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const categories = ["RESERVATION", "PAYMENT", "MILEAGE", "MESSAGE", "ACCOUNT"] as const satisfies Category[];

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("history");
  return { title: t("title") };
}

async function HistoryPage({ searchParams }: Props) {
  const t = await getTranslations("history");
  const user = await getSessionUser();
  const asked = await searchParams;
  const category = categories.find((each) => each === asked.category) ?? null;
  const start = cursorOf(asked.cursor);
  return (
    <div className="page-width max-w-4xl py-8">
      <PageHeader title={t("title")} description={t("lead")} />
      {user ? (
        <>
          <Tabs
            label={t("categories")}
            items={[null, ...categories].map((each) => ({
              href: historyHref(each, null),
              label: t(`category.${each ?? "ALL"}`),
              current: each === category,
            }))}
          />
          <Timeline category={category} start={start} />
        </>
      ) : (
        <SignInPrompt next="/history">{t("signInHint")}</SignInPrompt>
      )}
    </div>
  );
}

type TimelineProps = { category: Category | null; start: string | null };

async function Timeline({ category, start }: TimelineProps) {
  const t = await getTranslations("history");
  const ctx = await getRequestContext();
  const client = new QueryClient();
  const { pages } = await client.fetchInfiniteQuery({
    queryKey: historyKey(category, start),
    queryFn: () => listHistory(ctx, { category, cursor: start }),
    initialPageParam: start,
  });
  if (pages[0]?.items.length === 0) return <NothingYet category={category} />;
  return (
    <>
      {start && (
        <div className="pt-4">
          <LinkButton href={historyHref(category, null)} variant="secondary" size="sm">
            {t("newest")}
          </LinkButton>
        </div>
      )}
      <QueryProvider state={dehydrate(client)}>
        <HistoryList category={category} start={start} load={moreHistory} />
      </QueryProvider>
    </>
  );
}

async function NothingYet({ category }: { category: Category | null }) {
  const t = await getTranslations("history");
  return (
    <div className="pt-6">
      <EmptyState
        icon={History}
        title={t(category ? "emptyCategory" : "empty")}
        action={<LinkButton href="/">{t("book")}</LinkButton>}
      >
        {t("emptyHint")}
      </EmptyState>
    </div>
  );
}

export default withClientMessages("app/[locale]/(site)/history/page.tsx", HistoryPage);
