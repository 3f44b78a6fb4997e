import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PickedFlight } from "@/components/booking/picked-flight";
import { BrandTable } from "@/components/search/brand-table";
import { ChosenFlight } from "@/components/search/chosen-flight";
import { FareStrip } from "@/components/search/fare-strip";
import { FlightList } from "@/components/search/flight-list";
import { NoFlights } from "@/components/search/no-flights";
import { NotFlown } from "@/components/search/not-flown";
import { ResultsHeading } from "@/components/search/results-heading";
import { SearchProblem } from "@/components/search/search-problem";
import { resultsHref } from "@/components/search/search-url";
import { TotalBar } from "@/components/search/total-bar";
import { ViewLinks } from "@/components/search/view-links";
import { uuidv7 } from "@/server/shared/ids";
import { chooseFare } from "./actions";
import { type ResultsData, type ResultsRequest, readResults } from "./results-view";

/** One direction of the search: its flights, the days around it, and what has been chosen so far. */
export async function Results({ form, ...request }: ResultsRequest & { form: ReactNode }) {
  const { raw, known, search } = request;
  const results = await readResults(request);
  const { wanted, view, direction, chosen, earlierAmount, lowest } = results;
  const pageKey = uuidv7();
  return (
    <>
      <ResultsHeading
        nameOf={known.nameOf}
        search={wanted}
        direction={direction}
        step={search.trip === "return" ? (chosen ? 2 : 1) : null}
        form={form}
      />
      <SearchProblem
        code={raw.problem ?? results.refusal}
        reference={raw.ref}
        lostChoice={Boolean(view.out && !chosen)}
      />
      <Choices results={results} pageKey={pageKey} choice={raw.pick ?? ""} />
      {results.isFlown && <FareStrip {...dayProps(results)} />}
      <TotalBar
        search={wanted}
        amount={lowest === null ? null : earlierAmount + lowest}
        earlier={chosen ? earlierAmount : null}
      />
      {results.isFlown ? (
        <Flights results={results} pageKey={pageKey} />
      ) : (
        <NotFlown search={wanted} routes={chosen ? [] : results.routes} nameOf={known.nameOf} />
      )}
    </>
  );
}

const dayProps = ({ wanted, here, direction, nearby, days, earliest }: ResultsData) => ({
  search: wanted,
  view: here,
  direction,
  fares: nearby,
  days,
  earliest,
});

/** The outbound flight that is chosen already, and the fare that somebody chose before signing in. */
function Choices({
  results: { wanted, view, chosen, picked, rules, airportNames, earlierAmount },
  pageKey,
  choice,
}: {
  results: ResultsData;
  pageKey: string;
  choice: string;
}) {
  return (
    <>
      {chosen && (
        <ChosenFlight
          flight={chosen.flight}
          fare={chosen.fare}
          rules={rules}
          changeHref={resultsHref(wanted, { ...view, out: undefined })}
          airportNames={airportNames}
        />
      )}
      {picked && (
        <PickedFlight
          flight={picked.flight}
          fare={picked.fare}
          rules={rules}
          totalAmount={earlierAmount + picked.fare.totalAmount}
          fields={{ back: resultsHref(wanted, view), page: pageKey, choice }}
          action={chooseFare}
        />
      )}
    </>
  );
}

/** The flights of the day with their fares, or the nearest days that have flights. */
async function Flights({ results, pageKey }: { results: ResultsData; pageKey: string }) {
  const { wanted, here, direction, flights, shown, rules, airportNames, earlierAmount } = results;
  const t = await getTranslations("search");
  if (flights.length === 0) return <NoFlights {...dayProps(results)} />;
  const onSale = new Set(flights.flatMap((flight) => flight.fares.map((fare) => fare.brand)));
  return (
    <>
      <ViewLinks search={wanted} view={here} />
      {shown.length === 0 && <p className="py-8 text-center text-ink-muted">{t("nothingAtThatTime")}</p>}
      <FlightList
        flights={shown}
        rules={rules}
        search={wanted}
        view={here}
        earlierAmount={earlierAmount}
        // Choosing the last flight posts the form and holds seats; an earlier choice is only noted in the address.
        action={direction.last ? chooseFare : null}
        pageKey={pageKey}
        airportNames={airportNames}
      />
      <BrandTable
        rules={rules.filter((rule) => onSale.has(rule.brand))}
        international={flights.some((flight) => flight.international)}
      />
    </>
  );
}
