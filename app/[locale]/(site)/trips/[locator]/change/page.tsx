import { clsx } from "clsx";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
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
import { ownChange } from "./own-change";

type Props = { params: Promise<{ locator: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("change");
  return { title: t("title"), robots: { index: false } };
}

/**
 * Chooses which flights to change, a day for each, and then a flight of that day, one after the other. Everything chosen
 * stands in the address. Opening this page changes nothing.
 */
async function ChangeFlightsPage({ params, searchParams }: Props) {
  const { locator } = await params;
  const raw = await searchParams;
  const own = await ownChange(locator, "", raw);
  const { booking, trip, choices } = own;
  const asked = firstValues(raw);
  const t = await getTranslations("change");
  const back = (
    <LinkButton href={trip} variant="secondary">
      {t("back")}
    </LinkButton>
  );
  if (!booking.can.change.allowed)
    return (
      <div className="page-width grid max-w-3xl grid-cols-1 gap-6 py-8">
        <PageHeader title={t("title")} />
        <NotChangeable reason={booking.can.change.reason} />
        <div>{back}</div>
      </div>
    );
  const state = await choiceState(own, asked);
  const { leg } = state;
  if (state.isComplete)
    return redirect({ href: changeHref(trip, "/quote", choices), locale: await getLocale() });
  return (
    <div className={clsx("page-width grid grid-cols-1 gap-6 py-8", !leg && "max-w-3xl")}>
      <ChangeSteps current={leg ? "offers" : "flights"} hrefs={{ flights: `${trip}/change` }} />
      <PageHeader
        title={t(leg ? "offers.title" : "pick.title")}
        description={t("lead", { locator: booking.locator })}
      />
      <ChangeProblem code={asked.problem} />
      <ChangeChoices step={own} state={state} />
      <div>{back}</div>
    </div>
  );
}

export default withClientMessages("app/[locale]/(site)/trips/[locator]/change/page.tsx", ChangeFlightsPage);
