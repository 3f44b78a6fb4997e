import type { ReactNode } from "react";
import { toWaitingRoom } from "@/app/_lib/http/to-waiting-room";
import { PickedFlight } from "@/components/booking/picked-flight";
import { BrandTable } from "@/components/search/brand-table";
import { ChosenFlight } from "@/components/search/chosen-flight";
import { FareStrip } from "@/components/search/fare-strip";
import { aircraftTypesOf, priceSteps } from "@/components/search/flight-filters";
import { FlightList } from "@/components/search/flight-list";
import { NoFlights } from "@/components/search/no-flights";
import { NotFlown } from "@/components/search/not-flown";
import { packFlights } from "@/components/search/packed-flights";
import { ResultsHeading } from "@/components/search/results-heading";
import { ResultsTools } from "@/components/search/results-tools";
import { SaleNote } from "@/components/search/sale-note";
import { SearchProblem } from "@/components/search/search-problem";
import { resultsHref } from "@/components/search/search-url";
import { TotalBar } from "@/components/search/total-bar";
import { uuidv7 } from "@/server/shared/ids";
import { chooseFare } from "./actions";
import { type ResultsData, type ResultsRequest, readResults } from "./results-view";

/** One direction of the search: its flights, the days around it, and what has been chosen so far. */
export async function Results({ form, ...request }: ResultsRequest & { form: ReactNode | null }) {
  const { raw, known, search } = request;
  const results = await readResults(request).catch((error) => toWaitingRoom(error, flightsAddress(raw)));
  const { wanted, view, direction, chosen, earlier, lowest } = results;
  const pageKey = uuidv7();
  return (
    <>
      <ResultsHeading
        nameOf={known.nameOf}
        search={wanted}
        direction={direction}
        step={search.trip === "return" ? (chosen ? 2 : 1) : null}
        editHref={`${resultsHref(wanted, view)}${form ? "" : "&edit=1"}`}
        hasFlights={results.shown.length > 0}
        form={form}
      />
      <SearchProblem
        code={raw.problem ?? results.refusal}
        reference={raw.ref}
        lostChoice={Boolean(view.out && !chosen)}
      />
      <Choices results={results} pageKey={pageKey} choice={raw.pick ?? ""} />
      {results.isFlown && <FareStrip {...dayProps(results)} />}
      <TotalBar search={wanted} amount={lowest === null ? null : earlier.total + lowest} earlier={earlier} />
      {lowest !== null && <SaleNote />}
      {results.isFlown ? (
        <Flights results={results} pageKey={pageKey} />
      ) : (
        <NotFlown search={wanted} routes={chosen ? [] : results.routes} nameOf={known.nameOf} />
      )}
    </>
  );
}

/** The address of these results, to come back to. */
const flightsAddress = (raw: Record<string, string>) => `/flights?${new URLSearchParams(raw)}`;

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
  results: { wanted, view, chosen, picked, rules, airportNames, earlier },
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
          totalAmount={earlier.total + picked.fare.totalAmount}
          fields={{ back: resultsHref(wanted, view), page: pageKey, choice }}
          action={chooseFare}
        />
      )}
    </>
  );
}

/** The flights of the day with their fares, or the nearest days that have flights. */
function Flights({ results, pageKey }: { results: ResultsData; pageKey: string }) {
  const { wanted, here, direction, flights, shown, rules, airportNames, earlier } = results;
  if (flights.length === 0) return <NoFlights {...dayProps(results)} />;
  const onSale = new Set(flights.flatMap((flight) => flight.fares.map((fare) => fare.brand)));
  return (
    <>
      <ResultsTools
        search={wanted}
        view={here}
        shown={shown.length}
        all={flights.length}
        choices={{ totals: priceSteps(flights, earlier.total), aircraft: aircraftTypesOf(flights) }}
      />
      <FlightList
        flights={packFlights(shown)}
        rules={rules}
        search={wanted}
        view={here}
        earlier={earlier}
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
