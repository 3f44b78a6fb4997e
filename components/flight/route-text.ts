import type { Leg } from "@/components/trips/types";

type Cities = Pick<
  Leg,
  "origin" | "destination" | "originCityKo" | "originCityEn" | "destinationCityKo" | "destinationCityEn"
>;

/** `서울 → 제주`. */
export function legText(leg: Cities, locale: "ko" | "en"): string {
  return locale === "ko"
    ? `${leg.originCityKo} → ${leg.destinationCityKo}`
    : `${leg.originCityEn} → ${leg.destinationCityEn}`;
}

/** The cities of a whole trip: `서울 ⇄ 제주` there and back, `서울 → 제주` one way, otherwise each flight. */
export function routeText(legs: readonly Cities[], locale: "ko" | "en"): string {
  const [first, second] = legs;
  if (!first) return "";
  const thereAndBack =
    legs.length === 2 && second?.origin === first.destination && second.destination === first.origin;
  if (thereAndBack) return legText(first, locale).replace("→", "⇄");
  return legs.map((leg) => legText(leg, locale)).join(" · ");
}

/** Calendar days from departure to arrival, each on its airport's own calendar. */
export function dayOffset({
  departureDate,
  arrivalDate,
}: Pick<Leg, "departureDate" | "arrivalDate">): number {
  const dayMs = 24 * 60 * 60_000;
  return Math.round((Date.parse(arrivalDate) - Date.parse(departureDate)) / dayMs);
}

/** Whole minutes in the air and on the ground, from gate to gate. */
export function durationMinutes({ departsAt, arrivesAt }: Pick<Leg, "departsAt" | "arrivesAt">): number {
  return Math.round((Date.parse(arrivesAt) - Date.parse(departsAt)) / 60_000);
}
