import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { Suspense } from "react";
import { filledValues, type RawParams } from "@/app/_lib/http/search-params";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { hrefOf } from "@/app/[locale]/admin/_lib/params";
import { BacklogStats } from "@/components/admin/operations/backlog-stats";
import { DeadLetters } from "@/components/admin/operations/dead-letters";
import { EngineState } from "@/components/admin/operations/engine-state";
import { HistoryCheck } from "@/components/admin/operations/history-check";
import { LawsTable } from "@/components/admin/operations/laws-table";
import { withClientMessages } from "@/components/layout/client-messages";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Skeleton } from "@/components/ui/skeleton";
import type { Locale } from "@/i18n/routing";
import { engineName } from "@/inngest/registration/engine-state";
import { auditBacklog, auditLaws, engineRegistration, listDeadLetters } from "@/server/assurance/queries";
import { hasPermission, type RequestContext } from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { outboxBacklog } from "@/server/shared/outbox";
import { checkHistory, rebuild, replay } from "./actions";
import { providerTotals } from "./provider-totals";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("operations.title") };
}

async function read(ctx: RequestContext, cursor: string | undefined) {
  const [backlog, outbox, engine, letters] = await Promise.all([
    auditBacklog(ctx),
    outboxBacklog(),
    engineRegistration(ctx, engineName()),
    deadLettersAfter(ctx, cursor),
  ]);
  return { backlog, outbox, engine, letters, mayChange: hasPermission(ctx.actor, "operation.change") };
}

/** A page of dead letters. With a cursor that is not valid, the first page. */
const deadLettersAfter = (ctx: RequestContext, cursor: string | undefined) =>
  listDeadLetters(ctx, { cursor }).catch((error) => {
    if (error instanceof AppError && error.code === "INVALID_INPUT") return listDeadLetters(ctx, {});
    throw error;
  });

async function AdminOperationsPage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const { cursor, laws } = filledValues(await searchParams);
  const [t, engineText] = await Promise.all([
    getTranslations("admin.operations"),
    getTranslations("admin.engine"),
  ]);
  const { backlog, outbox, engine, letters, mayChange } = await adminRead("/admin/operations", (ctx) =>
    read(ctx, cursor),
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("lead")}
        actions={
          <LinkButton href="/admin/operations" variant="secondary">
            {t("refresh")}
          </LinkButton>
        }
      />
      <div className="grid grid-cols-1 gap-6">
        <Card as="section" title={t("queues")}>
          <BacklogStats figures={backlog.figures} ok={backlog.ok} />
          <OutboxLag outbox={outbox} />
        </Card>
        <Card as="section" title={engineText("title")}>
          <EngineState registration={engine} />
        </Card>
        <Card as="section" title={t("deadLetters")}>
          <DeadLetters letters={letters.items} replay={mayChange ? replay : null} />
          <Pagination
            previousHref={cursor ? "/admin/operations" : undefined}
            nextHref={
              letters.nextCursor ? hrefOf("/admin/operations", { cursor: letters.nextCursor }) : undefined
            }
          />
        </Card>
        <Card as="section" title={t("laws")}>
          <p className="mb-3 text-ink-muted">{t("lawsLead")}</p>
          {laws === "now" ? <Laws /> : <StreamedLaws />}
        </Card>
        <Card as="section" title={t("history")}>
          <HistoryCheck check={checkHistory} rebuild={mayChange ? rebuild : null} />
        </Card>
      </div>
    </>
  );
}

async function OutboxLag({ outbox }: { outbox: Awaited<ReturnType<typeof outboxBacklog>> }) {
  const t = await getTranslations("admin.operations");
  const { waiting, oldestSeconds } = outbox;
  const seconds = Math.round(oldestSeconds);
  return (
    <p className="mt-3 text-ink-muted">
      {waiting === 0 ? t("outboxEmpty") : t("outboxLag", { waiting, seconds })}
    </p>
  );
}

const StreamedLaws = () => (
  <Suspense fallback={<Checking />}>
    <Laws />
  </Suspense>
);

/** The laws are checked in all contexts: this takes longer than the rest of the page. */
async function Laws() {
  const laws = await adminRead("/admin/operations", async (ctx) => auditLaws(ctx, await providerTotals()));
  return <LawsTable laws={laws} />;
}

/** Without JavaScript nothing streams in: a link leads to the page that waits for the results. */
async function Checking() {
  const t = await getTranslations("admin.operations");
  return (
    <div>
      <noscript>
        <LinkButton href="/admin/operations?laws=now" variant="secondary">
          {t("checkNow")}
        </LinkButton>
      </noscript>
      <p role="status" className="sr-only">
        {t("checking")}
      </p>
      <Skeleton className="h-48" />
    </div>
  );
}

export default withClientMessages("app/[locale]/admin/operations/page.tsx", AdminOperationsPage);
