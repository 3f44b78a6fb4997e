"use client";

import { useLocale, useTranslations } from "next-intl";
import { LegTimes } from "@/components/flight/leg-times";
import { legText } from "@/components/flight/route-text";
import { useFieldMessage } from "@/components/forms/use-field-message";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/inputs/checkbox";
import { FieldError } from "@/components/ui/inputs/field";
import { ChangeDay } from "./change-day";
import type { ChangeableFlight, ChangeChoice } from "./types";

type Bounds = { earliest: string; last: string };

/**
 * Chooses which flights to change and a day for each. A form of the page alone: it works without JavaScript, and what is
 * chosen stands in the address.
 */
export function ChooseFlights({
  flights,
  choices,
  boundsOf,
  errors,
}: {
  flights: readonly ChangeableFlight[];
  choices: readonly ChangeChoice[];
  /** The days that can be chosen, by the ids of the flights. */
  boundsOf: Readonly<Record<string, Bounds>>;
  /** `flights`, or `date.<id>` → key of its message. */
  errors: Readonly<Record<string, string>>;
}) {
  const t = useTranslations("change.pick");
  const message = useFieldMessage("change");
  const error = message("flights", errors.flights);
  return (
    <form method="get" className="grid gap-4">
      <input type="hidden" name="step" value="offers" />
      <fieldset
        aria-invalid={error ? true : undefined}
        aria-describedby="change-flights-error"
        className="grid gap-4"
      >
        <legend className="sr-only">{t("flights")}</legend>
        <FieldError id="change-flights-error">{error}</FieldError>
        {flights.map((flight) => (
          <OneFlight
            key={flight.id}
            flight={flight}
            alone={flights.length === 1}
            choice={choices.find(({ segmentId }) => segmentId === flight.id)}
            bounds={boundsOf[flight.id] ?? { earliest: "", last: "" }}
            error={message("date", errors[`date.${flight.id}`])}
          />
        ))}
      </fieldset>
      <p className="text-sm text-ink-muted">{t("note")}</p>
      <div>
        <Button type="submit" size="lg" className="max-sm:w-full">
          {t("submit")}
        </Button>
      </div>
    </form>
  );
}

function OneFlight({
  flight,
  alone,
  choice,
  bounds,
  error,
}: {
  flight: ChangeableFlight;
  /** It is the only flight that can be changed: there is nothing to tick. */
  alone: boolean;
  choice: ChangeChoice | undefined;
  bounds: Bounds;
  error: string | undefined;
}) {
  const locale = useLocale();
  const name = `${flight.designator} · ${legText(flight, locale)}`;
  const own = flight.departureDate < bounds.earliest ? bounds.earliest : flight.departureDate;
  return (
    <Card className="grid grid-cols-1 gap-4">
      {alone ? (
        <>
          <input type="hidden" name="flight" value={flight.id} />
          <p className="font-semibold">{name}</p>
        </>
      ) : (
        <Checkbox
          name="flight"
          value={flight.id}
          defaultChecked={choice !== undefined}
          label={<span className="font-semibold">{name}</span>}
        />
      )}
      <LegTimes leg={flight} />
      <ChangeDay flight={flight} bounds={bounds} date={choice?.date || own} error={error} />
    </Card>
  );
}
