import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { type ChangeStep, changeHref } from "@/app/_lib/change/change-step";
import { NoQuote, QuotedFlights, quotedTerms } from "@/app/_lib/change/quoted-change";
import { readQuote } from "@/app/_lib/change/read-quote";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { ownChange } from "@/app/[locale]/(site)/trips/[locator]/change/own-change";
import { romanName } from "@/components/booking/passenger-rules";
import { ChangeForm } from "@/components/change/change-form";
import { ChangeQuote } from "@/components/change/change-quote";
import { ChangeSteps } from "@/components/change/change-steps";
import { ChangeTerms } from "@/components/change/change-terms";
import { choicesQuery, isComplete } from "@/components/change/change-url";
import type { OfferedChange } from "@/components/change/types";
import { withClientMessages } from "@/components/layout/client-messages";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { redirect } from "@/i18n/navigation";
import { brandRules } from "@/server/reservation/queries";
import { acceptChange } from "./actions";

type Props = { params: Promise<{ locator: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("change.quote");
  return { title: t("title"), robots: { index: false } };
}

/** Shows the price of the chosen change first, then asks. Opening this page changes nothing. */
async function ChangeQuotePage({ params, searchParams }: Props) {
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
      ) : (
        <NoQuote step={own} answer={answer} confirmed={asked.overlap === "on"} />
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
async function Confirmation({ own, quote }: { own: ChangeStep; quote: OfferedChange }) {
  const { booking, choices } = own;
  return (
    <>
      <QuotedFlights step={own} quote={quote} />
      <ChangeQuote quote={quote} names={booking.passengers.map((each) => romanName(each) ?? "")} />
      <ChangeTerms
        flights={quotedTerms(own, quote, await brandRules())}
        balance={quote.balance}
        customer={booking.customerKind}
      />
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
    </>
  );
}

export default withClientMessages(
  "app/[locale]/(site)/trips/[locator]/change/quote/page.tsx",
  ChangeQuotePage,
);
