import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { filledValues, type RawParams } from "@/app/_lib/http/search-params";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { hrefOf } from "@/app/[locale]/admin/_lib/params";
import { ping, redeliver, redeliverSince, rotate, switchState } from "@/app/[locale]/admin/webhooks/actions";
import { DeliveryTable } from "@/components/admin/webhooks/delivery-table";
import { EndpointActions } from "@/components/admin/webhooks/endpoint-actions";
import { EndpointFacts } from "@/components/admin/webhooks/endpoint-facts";
import { EndpointState } from "@/components/admin/webhooks/endpoint-state";
import { withClientMessages } from "@/components/layout/client-messages";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import type { Locale } from "@/i18n/routing";
import { hasPermission, type RequestContext } from "@/server/shared/context";
import { getEndpoint, listDeliveries } from "@/server/webhooks/queries";
import { FilterForm } from "./filter-form";

type Props = { params: Promise<{ locale: Locale; id: string }>; searchParams: Promise<RawParams> };
type Query = Record<string, string>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("webhooks.endpoint.facts") };
}

async function read(ctx: RequestContext, id: string, { state, type, order, cursor }: Query) {
  const endpoint = await getEndpoint(ctx, id);
  const asked = { endpointId: id, state, type, order, cursor } as Parameters<typeof listDeliveries>[1];
  return {
    endpoint,
    log: await listDeliveries(ctx, asked),
    mayChange: hasPermission(ctx.actor, "platform.change"),
  };
}

async function EndpointPage({ params, searchParams }: Props) {
  const { locale, id } = await params;
  setRequestLocale(locale);
  const { state, type, order, cursor } = filledValues(await searchParams);
  const values = { ...(state && { state }), ...(type && { type }), ...(order && { order }) };
  const path = `/admin/webhooks/${encodeURIComponent(id)}`;
  const t = await getTranslations("admin.webhooks");
  const { endpoint, log, mayChange } = await adminRead(hrefOf(path, { ...values, cursor }), (ctx) =>
    read(ctx, id, { ...values, ...(cursor && { cursor }) }),
  );
  const page = (to: string | null) => (to === null ? undefined : hrefOf(path, { ...values, cursor: to }));
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-3">
            {endpoint.name}
            <EndpointState endpoint={endpoint} />
          </span>
        }
        actions={
          <LinkButton href="/admin/webhooks" variant="quiet">
            {t("back")}
          </LinkButton>
        }
      />
      <div className="grid grid-cols-1 gap-6">
        <EndpointFacts endpoint={endpoint} />
        {mayChange && (
          <EndpointActions
            endpointId={endpoint.id}
            isActive={endpoint.state === "ACTIVE"}
            actions={{ ping, rotate, switchState, redeliverSince }}
          />
        )}
        <Card as="section" title={t("log.title")}>
          <FilterForm path={path} locale={locale} values={values} />
          <DeliveryTable
            rows={log.rows}
            isNarrowed={Object.keys(values).length > 0}
            redeliver={mayChange && endpoint.state === "ACTIVE" ? redeliver : null}
          />
          <Pagination previousHref={page(log.previousCursor)} nextHref={page(log.nextCursor)} />
        </Card>
      </div>
    </>
  );
}

export default withClientMessages("app/[locale]/admin/webhooks/[id]/page.tsx", EndpointPage);
