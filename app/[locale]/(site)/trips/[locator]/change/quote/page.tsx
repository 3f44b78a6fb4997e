import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import {
  changeHref,
  type OwnChange,
  ownChange,
} from "@/app/[locale]/(site)/trips/[locator]/change/own-change";
import { romanName } from "@/components/booking/passenger-rules";
import { ChangeForm } from "@/components/change/change-form";
import { NotChangeable } from "@/components/change/change-problem";
import { ChangeQuote } from "@/components/change/change-quote";
import { ChangeSteps } from "@/components/change/change-steps";
import { ChangeTerms } from "@/components/change/change-terms";
import { choicesQuery, isComplete } from "@/components/change/change-url";
import { ExchangedFlights } from "@/components/change/exchanged-flights";
import type { OfferedChange } from "@/components/change/types";
import { ClientMessages } from "@/components/layout/client-messages";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { redirect } from "@/i18n/navigation";
import { brandRules } from "@/server/reservation/queries";
import { acceptChange } from "./actions";
import { readQuote } from "./read-quote";
import { RefusedChoice } from "./refused-choice";

type Props = { params: Promise<{ locator: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("change.quote");
  return { title: t("title"), robots: { index: false } };
}

/** Shows the price of the chosen change first, then asks. Opening this page changes nothing. */
export default async function ChangeQuotePage({ params, searchParams }: Props) {
  const { locator } = await params;
  const raw = await searchParams;
  const own = await ownChange(locator, "/quote", raw);
  const { booking, trip, choices } = own;
  const asked = firstValues(raw);
  const changed = asked.changed !== undefined;
  if (!booking.can.change.allowed || !isComplete(choices))
    return redirect({
      href: changeHref(trip, "", choices, changed ? { problem: "CONFLICT" } : {}),
      locale: await getLocale(),
    });
  const t = await getTranslations("change");
  const answer = await readQuote(own, asked.overlap === "on");
  return (
    <div className="page-width grid max-w-3xl grid-cols-1 gap-6 py-8">
      <ChangeSteps
        current="quote"
        hrefs={{
          flights: `${trip}/change`,
          offers: changeHref(trip, "", choices, { leg: choices[0]?.segmentId ?? "" }),
        }}
      />
      <PageHeader title={t("quote.title")} description={t("lead", { locator: booking.locator })} />
      {changed && (
        <Alert live tone="warning" title={t("confirm.refusedTitle")}>
          {t("confirm.refused.CONFLICT")}
        </Alert>
      )}
      {answer.quote ? (
        <Confirmation own={own} quote={answer.quote} />
      ) : answer.refused === "NOT_CHANGEABLE" ? (
        <NotChangeable reason="OTHER" />
      ) : answer.refused === "RATE_LIMITED" ? (
        <Alert tone="warning" title={t("quote.tooManyTitle")}>
          {t("quote.tooMany")}
        </Alert>
      ) : (
        <RefusedChoice own={own} errors={answer.errors} confirmed={asked.overlap === "on"} />
      )}
      <div>
        <LinkButton href={trip} variant="secondary">
          {t("back")}
        </LinkButton>
      </div>
    </div>
  );
}

/** The quote with its conditions, and the form that accepts it. */
async function Confirmation({ own, quote }: { own: OwnChange; quote: OfferedChange }) {
  const { booking, choices, trip } = own;
  const [t, locale, rules] = await Promise.all([getTranslations("change.quote"), getLocale(), brandRules()]);
  const nameOf = (brand: string) => {
    const rule = rules.find((each) => each.brand === brand);
    return (locale === "ko" ? rule?.nameKo : rule?.nameEn) ?? brand;
  };
  const withName = <L extends { brand: string }>(leg: L) => ({ ...leg, brandName: nameOf(leg.brand) });
  return (
    <>
      <ExchangedFlights
        title={t("flights")}
        flights={quote.flights.map(({ segmentId, from, to }) => ({
          key: segmentId,
          from: withName(from),
          to: withName(to),
          note: (
            <p>
              <LinkButton
                href={changeHref(trip, "", choices, { leg: segmentId })}
                variant="secondary"
                size="sm"
              >
                {t("chooseAgain")}
              </LinkButton>
            </p>
          ),
        }))}
      />
      <ChangeQuote quote={quote} names={booking.passengers.map((each) => romanName(each) ?? "")} />
      <ChangeTerms flights={termsOf(own, quote, rules)} balance={quote.balance} />
      <ClientMessages namespaces={["change", "payment"]}>
        <ChangeForm
          action={acceptChange}
          balance={quote.balance}
          fields={{
            locator: booking.locator,
            reservationId: booking.id,
            quoteId: quote.quoteId,
            choices: choicesQuery(choices),
          }}
        />
      </ClientMessages>
    </>
  );
}

type Rules = Awaited<ReturnType<typeof brandRules>>;

/** The brands before and after, for each flight of the quote. */
const termsOf = ({ booking }: OwnChange, quote: OfferedChange, rules: Rules) =>
  quote.flights.flatMap(({ segmentId, to }) => {
    const before = booking.segments.find(({ id }) => id === segmentId);
    const after = rules.find(({ brand }) => brand === to.brand);
    if (!before || !after) return [];
    const { international, rule } = before;
    return [{ key: segmentId, designator: to.designator, international, before: rule, after }];
  });
