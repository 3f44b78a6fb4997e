import { clsx } from "clsx";
import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { ChangeChoices } from "@/app/_lib/change/change-choices";
import { changeHref } from "@/app/_lib/change/change-step";
import { choiceState } from "@/app/_lib/change/choice-state";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { ChangeProblem, NotChangeable } from "@/components/change/change-problem";
import { ChangeSteps } from "@/components/change/change-steps";
import { withClientMessages } from "@/components/layout/client-messages";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { redirect } from "@/i18n/navigation";
import type { Locale } from "@/i18n/routing";
import { staffStep } from "./staff-step";

type Props = { params: Promise<{ locale: Locale; id: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("changeFlights.title") };
}

/** Chooses for a customer which flights to change, a day for each, and another flight. Opening the page changes nothing. */
async function ChangeForCustomerPage({ params, searchParams }: Props) {
  const { locale, id } = await params;
  setRequestLocale(locale);
  const raw = await searchParams;
  const asked = firstValues(raw);
  const step = await staffStep(id, "", raw);
  const { booking, trip, choices } = step;
  const t = await getTranslations("admin.changeFlights");
  const lead = t("lead", { locator: booking.locator });
  const back = (
    <div>
      <LinkButton href={trip} variant="secondary">
        {t("back")}
      </LinkButton>
    </div>
  );
  if (!booking.can.change.allowed)
    return (
      <div className="grid max-w-3xl grid-cols-1 gap-6">
        <PageHeader title={t("title")} description={lead} />
        <NotChangeable reason={booking.can.change.reason} />
        {back}
      </div>
    );
  const state = await choiceState(step, asked);
  if (state.isComplete) return redirect({ href: changeHref(trip, "/quote", choices), locale });
  return (
    <div className={clsx("grid grid-cols-1 gap-6", !state.leg && "max-w-3xl")}>
      <PageHeader title={t("title")} description={lead} />
      <ChangeSteps current={state.leg ? "offers" : "flights"} hrefs={{ flights: `${trip}/change` }} />
      <ChangeProblem code={asked.problem} />
      <ChangeChoices step={step} state={state} />
      {back}
    </div>
  );
}

export default withClientMessages(
  "app/[locale]/admin/reservations/[id]/change/page.tsx",
  ChangeForCustomerPage,
);
