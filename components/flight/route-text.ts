import type { FlightLeg } from "@/server/reservation/schemas";
import type { Locale } from "@/server/shared/airline";

type Cities = Pick<
  FlightLeg,
  "origin" | "destination" | "originCityKo" | "originCityEn" | "destinationCityKo" | "destinationCityEn"
>;

/** The cities of a flight: `서울 → 제주`. */
export function legText(leg: Cities, locale: Locale): string {
  return locale === "ko"
    ? `${leg.originCityKo} → ${leg.destinationCityKo}`
    : `${leg.originCityEn} → ${leg.destinationCityEn}`;
}

/** The cities of a trip: `서울 ⇄ 제주` there and back, `서울 → 제주` one way, otherwise each flight. */
export function routeText(legs: readonly Cities[], locale: Locale): string {
  const [first, second] = legs;
  if (!first) return "";
  const thereAndBack =
    legs.length === 2 && second?.origin === first.destination && second.destination === first.origin;
  if (thereAndBack) return legText(first, locale).replace("→", "⇄");
  return legs.map((leg) => legText(leg, locale)).join(" · ");
}
