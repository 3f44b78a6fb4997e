import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { Suspense } from "react";
import { BacklogStats } from "@/components/admin/operations/backlog-stats";
import { DeadLetters } from "@/components/admin/operations/dead-letters";
import { EngineState } from "@/components/admin/operations/engine-state";
import { HistoryCheck } from "@/components/admin/operations/history-check";
import { LawsTable } from "@/components/admin/operations/laws-table";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { Skeleton } from "@/components/ui/skeleton";
import type { Locale } from "@/i18n/routing";
import { engineName } from "@/inngest/registration/engine-state";
import { auditBacklog, auditEngine, auditLaws, listDeadLetters } from "@/server/assurance/queries";
import { AppError } from "@/server/shared/errors";
import { outboxBacklog } from "@/server/shared/outbox";
import { adminRead } from "../_lib/admin-read";
import { firstValues, hrefOf, type RawParams } from "../_lib/params";
import { checkHistory, rebuild, replay } from "./actions";
import { providerTotals } from "./provider-totals";

type Props = { params: Promise<{ locale: Locale }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("operations.title") };
}

export default async function AdminOperationsPage({ params, searchParams }: Props) {
  const { locale } = await params;
  setRequestLocale(locale);
  const { cursor, laws } = firstValues(await searchParams);
  const t = await getTranslations("admin.operations");
  const engineTitle = (await getTranslations("admin.engine"))("title");
  const { backlog, outbox, letters, engine } = await adminRead("/admin/operations", async (ctx) => {
    const [backlog, outbox, engine, letters] = await Promise.all([
      auditBacklog(ctx),
      outboxBacklog(),
      auditEngine(ctx, engineName()),
      // A cursor that is none leads back to the first page.
      listDeadLetters(ctx, { cursor }).catch((error) => {
        if (error instanceof AppError && error.code === "INVALID_INPUT") return listDeadLetters(ctx, {});
        throw error;
      }),
    ]);
    return { backlog, outbox, letters, engine };
  });
  const lagSeconds = outbox.oldestAt
    ? Math.max(0, Math.round((Date.now() - outbox.oldestAt.getTime()) / 1_000))
    : 0;
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
          <p className="mt-3 text-ink-muted">
            {outbox.waiting === 0
              ? t("outboxEmpty")
              : t("outboxLag", { waiting: outbox.waiting, seconds: lagSeconds })}
          </p>
        </Card>
        <Card as="section" title={engineTitle}>
          <EngineState registration={engine} />
        </Card>
        <Card as="section" title={t("deadLetters")}>
          <DeadLetters letters={letters.items} replay={replay} />
          <Pagination
            previousHref={cursor ? "/admin/operations" : undefined}
            nextHref={
              letters.nextCursor ? hrefOf("/admin/operations", { cursor: letters.nextCursor }) : undefined
            }
          />
        </Card>
        <Card as="section" title={t("laws")}>
          <p className="mb-3 text-ink-muted">{t("lawsLead")}</p>
          {laws === "now" ? (
            <Laws />
          ) : (
            <Suspense fallback={<Checking />}>
              <Laws />
            </Suspense>
          )}
        </Card>
        <Card as="section" title={t("history")}>
          <HistoryCheck check={checkHistory} rebuild={rebuild} />
        </Card>
      </div>
    </>
  );
}

/** Over all contexts at once, so slower than the rest of the page. */
async function Laws() {
  const laws = await adminRead("/admin/operations", async (ctx) => auditLaws(ctx, await providerTotals()));
  return <LawsTable laws={laws} />;
}

/** What streams in needs JavaScript; without it a link leads to the page that waits for the results. */
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
