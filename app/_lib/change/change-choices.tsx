import { getTranslations } from "next-intl/server";
import { ChooseFlights } from "@/components/change/choose-flights";
import type { ChangeStep } from "./change-step";
import { daysOnSale } from "./changeable";
import type { ChoiceState } from "./choice-state";
import { OffersOfDay } from "./offers-of-day";

/** What is to be chosen next: the flights and their days, or a flight of one day. */
export function ChangeChoices({
  step,
  state: { errors, leg },
}: {
  step: ChangeStep;
  state: Pick<ChoiceState, "errors" | "leg">;
}) {
  return leg ? (
    <>
      <ChooseAgain step={step} />
      <OffersOfDay step={step} leg={leg} />
    </>
  ) : (
    <Flights step={step} errors={errors} />
  );
}

/** The flights and days to choose. */
function Flights({
  step: { booking, flights, choices },
  errors,
}: {
  step: ChangeStep;
  errors: ChoiceState["errors"];
}) {
  return (
    <ChooseFlights
      // A new choice resets the form.
      key={JSON.stringify(choices)}
      flights={flights}
      choices={choices}
      // Which flight comes first is checked when all days are chosen: the whole trip may move.
      boundsOf={Object.fromEntries(flights.map((flight) => [flight.id, daysOnSale(booking, flight)]))}
      errors={errors}
    />
  );
}

/** A disclosure with the form that chooses other flights and days. */
async function ChooseAgain({ step }: { step: ChangeStep }) {
  const t = await getTranslations("change.pick");
  return (
    <details>
      <summary className="inline-flex min-h-9 items-center rounded-control border border-line-strong bg-surface px-3 text-sm font-semibold hover:bg-brand-soft">
        {t("again")}
      </summary>
      <div className="mt-3 max-w-3xl">
        <Flights step={step} errors={{}} />
      </div>
    </details>
  );
}
