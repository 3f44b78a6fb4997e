import { dehydrate, QueryClient } from "@tanstack/react-query";
import { Medal } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getRequestContext, getSessionUser } from "@/app/_lib/auth/session";
import { cursorOf } from "@/app/_lib/http/address-parts";
import { withClientMessages } from "@/components/layout/client-messages";
import { SignInPrompt } from "@/components/layout/sign-in-prompt";
import { AccountSummary } from "@/components/mileage/account-summary";
import { LedgerList } from "@/components/mileage/ledger-list";
import { MilesChart } from "@/components/mileage/miles-chart";
import { TierCard } from "@/components/mileage/tier-card";
import { QueryProvider } from "@/components/query/query-provider";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { getMileageAccount, listLedger, milesHistory } from "@/server/mileage/queries";
import { tierSteps } from "@/server/mileage/schemas";
import { moreLedger } from "./actions";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("mileage");
  return { title: t("title") };
}

async function MileagePage({ searchParams }: Props) {
  const t = await getTranslations("mileage");
  const user = await getSessionUser();
  const start = cursorOf((await searchParams).cursor);
  return (
    <div className="page-width py-8">
      <PageHeader title={t("title")} />
      {user ? <Account start={start} /> : <SignInPrompt next="/mileage">{t("signInHint")}</SignInPrompt>}
    </div>
  );
}

async function Account({ start }: { start: string | null }) {
  const ctx = await getRequestContext();
  const [account, months] = await Promise.all([getMileageAccount(ctx), milesHistory(ctx)]);
  return (
    <div className="grid gap-8">
      <AccountSummary account={account} />
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
        <TierCard standing={account.standing} qualifyingMiles={account.qualifyingMiles} steps={tierSteps} />
        <div className="grid grid-cols-1 gap-8">
          <MilesChart months={months} />
          <Ledger start={start} />
        </div>
      </div>
    </div>
  );
}

async function Ledger({ start }: { start: string | null }) {
  const t = await getTranslations("mileage");
  const ctx = await getRequestContext();
  const client = new QueryClient();
  const queryKey = ["ledger", start];
  const { pages } = await client.fetchInfiniteQuery({
    queryKey,
    queryFn: () => listLedger(ctx, { cursor: start }),
    initialPageParam: start,
  });
  return (
    <section aria-labelledby="ledger">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="ledger" className="text-lg font-bold">
          {t("ledger")}
        </h2>
        {start && (
          <LinkButton href="/mileage" variant="secondary" size="sm">
            {t("newest")}
          </LinkButton>
        )}
      </div>
      {pages[0]?.items.length === 0 ? (
        <div className="pt-4">
          <EmptyState icon={Medal} title={t("empty")} action={<LinkButton href="/">{t("book")}</LinkButton>}>
            {t("emptyHint")}
          </EmptyState>
        </div>
      ) : (
        <QueryProvider state={dehydrate(client)}>
          <LedgerList queryKey={queryKey} start={start} load={moreLedger} />
        </QueryProvider>
      )}
    </section>
  );
}

export default withClientMessages("app/[locale]/(site)/mileage/page.tsx", MileagePage);
