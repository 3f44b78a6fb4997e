import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { filledValues, type RawParams } from "@/app/_lib/http/search-params";
import { adminRead } from "@/app/[locale]/admin/_lib/admin-read";
import { hrefOf } from "@/app/[locale]/admin/_lib/params";
import { AdjustMilesForm } from "@/components/admin/customers/adjust-miles-form";
import { CustomerProfile } from "@/components/admin/customers/customer-profile";
import { KeysetLinks } from "@/components/admin/customers/keyset-links";
import { withClientMessages } from "@/components/layout/client-messages";
import { PassportReader } from "@/components/profile/passport-reader";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import type { Locale } from "@/i18n/routing";
import { customerProfile } from "@/server/flows/customers-view";
import type { RequestContext } from "@/server/shared/context";
import { hasPermission } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { adjustMiles, showPassport } from "./actions";
import { readTab, TabContent, tabs } from "./tab-content";

type Props = { params: Promise<{ locale: Locale; id: string }>; searchParams: Promise<RawParams> };
type Asked = { id: string; tab: (typeof tabs)[number]; cursor: string | undefined };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("customer.title") };
}

async function read(ctx: RequestContext, { id, tab, cursor }: Asked) {
  const profile = await customerProfile(ctx, id);
  return {
    ...profile,
    list: await readTab(ctx, tab, profile.customer.id, cursor),
    mayReadPassport: hasPermission(ctx.actor, "passport.read"),
    mayAdjust: hasPermission(ctx.actor, "miles.adjust"),
    mayWrite: hasPermission(ctx.actor, "customer.change"),
  };
}

async function AdminCustomerPage({ params, searchParams }: Props) {
  const { locale, id } = await params;
  setRequestLocale(locale);
  const raw = filledValues(await searchParams);
  const tab = tabs.find((each) => each === raw.tab) ?? "trips";
  const here = (query: Record<string, string | undefined>) => hrefOf(`/admin/customers/${id}`, query);
  const t = await getTranslations("admin.customer");
  const found = await adminRead(here(raw), (ctx) => read(ctx, { id, tab, cursor: raw.cursor }));
  const { customer, account, list } = found;
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-3">
            {customer.name}
            {customer.isStaff && <Badge tone="info">{t("staff")}</Badge>}
          </span>
        }
        actions={
          <LinkButton href="/admin/customers" variant="quiet">
            {t("back")}
          </LinkButton>
        }
      />
      <div className="grid grid-cols-1 gap-6">
        <CustomerProfile customer={customer} account={account} />
        {found.mayReadPassport && <StaffPassport customerId={customer.id} />}
        <Tabs
          label={t("tabs.label")}
          items={tabs.map((each) => ({
            href: here({ tab: each }),
            label: t(`tabs.${each}`),
            current: each === tab,
          }))}
        />
        {tab === "miles" && found.mayAdjust && (
          <AdjustMilesForm memberId={customer.id} formKey={uuidv7()} action={adjustMiles} />
        )}
        <TabContent list={list} customerId={customer.id} mayWrite={found.mayWrite} />
        <KeysetLinks
          firstHref={raw.cursor ? here({ tab }) : undefined}
          nextHref={list.page.nextCursor ? here({ tab, cursor: list.page.nextCursor }) : undefined}
        />
      </div>
    </>
  );
}

/** For the documents of a trip abroad. Nothing is read before the button is pressed. */
async function StaffPassport({ customerId }: { customerId: string }) {
  const t = await getTranslations("profile.staff");
  return (
    <Card as="section" title={t("title")}>
      <p className="mb-4 text-ink-muted">{t("note")}</p>
      <PassportReader id={customerId} words={t("show")} action={showPassport} />
    </Card>
  );
}

export default withClientMessages("app/[locale]/admin/customers/[id]/page.tsx", AdminCustomerPage);
