import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { type ChangeStep, changeHref } from "@/app/_lib/change/change-step";
import { NoQuote, QuotedFlights, quotedTerms } from "@/app/_lib/change/quoted-change";
import { readQuote } from "@/app/_lib/change/read-quote";
import { firstValues, type RawParams } from "@/app/_lib/http/search-params";
import { staffStep } from "@/app/[locale]/admin/reservations/[id]/change/staff-step";
import { StaffChangeQuote } from "@/components/admin/reservations/staff-change-quote";
import { romanName } from "@/components/booking/passenger-rules";
import { ChangeSteps } from "@/components/change/change-steps";
import { choicesQuery, isComplete } from "@/components/change/change-url";
import type { OfferedChange } from "@/components/change/types";
import { withClientMessages } from "@/components/layout/client-messages";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { redirect } from "@/i18n/navigation";
import type { Locale } from "@/i18n/routing";
import { brandRules } from "@/server/reservation/queries";
import { actorId, hasPermission } from "@/server/shared/context";
import { answerChangeForm } from "./actions";

type Props = { params: Promise<{ locale: Locale; id: string }>; searchParams: Promise<RawParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params;
  return { title: (await getTranslations({ locale, namespace: "admin" }))("changeFlights.quoteTitle") };
}

/** Shows staff the price of the change that was chosen for a customer, then asks. Opening the page changes nothing. */
async function QuoteChangeForCustomerPage({ params, searchParams }: Props) {
  const { locale, id } = await params;
  setRequestLocale(locale);
  const raw = await searchParams;
  const asked = firstValues(raw);
  const step = await staffStep(id, "/quote", raw);
  const { booking, trip, choices } = step;
  const isChanged = asked.changed !== undefined;
  if (!booking.can.change.allowed || !isComplete(choices)) {
    const href = changeHref(trip, "", choices, isChanged ? { problem: "CONFLICT" } : {});
    return redirect({ href, locale });
  }
  const t = await getTranslations("admin.changeFlights");
  const isConfirmed = asked.overlap === "on";
  const answer = await readQuote(step, isConfirmed);
  return (
    <div className="grid max-w-3xl grid-cols-1 gap-6">
      <PageHeader title={t("quoteTitle")} description={t("lead", { locator: booking.locator })} />
      <ChangeSteps
        current="quote"
        hrefs={{
          flights: `${trip}/change`,
          offers: changeHref(trip, "", choices, { leg: choices[0]?.segmentId ?? "" }),
        }}
      />
      {isChanged && (
        <Alert live tone="warning" title={t("changedTitle")}>
          {t("changed")}
        </Alert>
      )}
      {answer.quote ? (
        <Confirmation step={step} quote={answer.quote} overlapConfirmed={isConfirmed} />
      ) : (
        <NoQuote step={step} answer={answer} confirmed={isConfirmed} />
      )}
      <div>
        <LinkButton href={trip} variant="secondary">
          {t("back")}
        </LinkButton>
      </div>
    </div>
  );
}

/** The quote with its conditions, the form that leaves the fees out, and the form that accepts the quote. */
async function Confirmation({
  step,
  quote,
  overlapConfirmed,
}: {
  step: ChangeStep;
  quote: OfferedChange;
  overlapConfirmed: boolean;
}) {
  const { ctx, booking, choices } = step;
  return (
    <>
      <QuotedFlights step={step} quote={quote} />
      <StaffChangeQuote
        key={booking.version}
        quote={quote}
        names={booking.passengers.map((each) => romanName(each) ?? "")}
        terms={quotedTerms(step, quote, await brandRules())}
        of={{ reservationId: booking.id, choices: choicesQuery(choices), overlapConfirmed }}
        customer={booking.customerKind}
        mayWaive={hasPermission(ctx.actor, "fee.waive") && booking.customerId !== actorId(ctx.actor)}
        action={answerChangeForm}
      />
    </>
  );
}

export default withClientMessages(
  "app/[locale]/admin/reservations/[id]/change/quote/page.tsx",
  QuoteChangeForCustomerPage,
);
