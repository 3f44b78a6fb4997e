import { getLocale, getTranslations } from "next-intl/server";
import { romanName } from "@/components/booking/passenger-rules";
import { type Exchanged, ExchangedFlights } from "@/components/change/exchanged-flights";
import { FlightProblem } from "@/components/change/flight-problem";
import { OverlapForm } from "@/components/change/overlap-form";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { type ChangeStep, changeHref } from "./change-step";
import { readOffers } from "./read-offers";

type Props = {
  step: ChangeStep;
  /** Field → key of its message. */
  errors: Readonly<Record<string, string>>;
  /** The box about other flights at the same time was ticked. */
  confirmed: boolean;
};

/** The chosen flights of which no quote can be made, each with what is wrong with it, and the way on. */
export async function RefusedChoice({ step, errors, confirmed }: Props) {
  const t = await getTranslations("change");
  const names = step.booking.passengers
    .filter((_, n) => errors[`passengers.${n}.surname`] !== undefined)
    .map((passenger) => romanName(passenger))
    .join(", ");
  const known = (field: string) => /^flights\.\d+/.test(field) || field === "overlapConfirmed";
  const rest = Object.keys(errors).filter((field) => !known(field) && !field.startsWith("passengers."));
  return (
    <>
      {names && (
        <Alert live tone="warning" title={t("refusedTitle")}>
          {t("already", { names })} {t("fieldErrors.alreadyOnFlight")}
        </Alert>
      )}
      {(rest.length > 0 || Object.keys(errors).length === 0) && (
        <Alert live tone="warning" title={t("refusedTitle")}>
          {t("fieldErrors.invalid")}
        </Alert>
      )}
      {errors.overlapConfirmed !== undefined && (
        <OverlapForm
          staff={step.staff}
          choices={step.choices}
          error={confirmed ? errors.overlapConfirmed : undefined}
        />
      )}
      <ExchangedFlights title={t("offers.chosen")} flights={await chosenFlights({ step, errors })} />
    </>
  );
}

/** Each chosen flight as it is and as it was to be, with its error and the link that chooses another. */
async function chosenFlights({ step, errors }: Pick<Props, "step" | "errors">): Promise<Exchanged[]> {
  const { booking, choices, trip } = step;
  const [t, locale] = [await getTranslations("change.quote"), await getLocale()];
  return Promise.all(
    choices.map(async (choice, n) => {
      const from = booking.segments.find(({ id }) => id === choice.segmentId);
      if (!from) throw new Error(`the trip has no flight ${choice.segmentId}`);
      const { offers } = await readOffers(step, choice);
      const offer = offers.find(({ flight }) => flight.flightId === choice.to?.flightId);
      const brand = offer?.choices.find((each) => each.brand === choice.to?.brand);
      const brandName = (locale === "ko" ? brand?.brandNameKo : brand?.brandNameEn) ?? "";
      const error = Object.entries(errors).find(
        ([field]) => field === `flights.${n}` || field.startsWith(`flights.${n}.`),
      );
      return {
        key: choice.segmentId,
        from: { ...from, brandName: locale === "ko" ? from.rule.nameKo : from.rule.nameEn },
        to: offer ? { ...offer.flight, brandName } : null,
        note: (
          <>
            {error && <FlightProblem error={error[1]} />}
            <p>
              <LinkButton
                href={changeHref(trip, "", choices, { leg: choice.segmentId })}
                variant="secondary"
                size="sm"
              >
                {t("chooseAgain")}
              </LinkButton>
            </p>
          </>
        ),
      };
    }),
  );
}
