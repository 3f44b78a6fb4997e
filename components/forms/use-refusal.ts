"use client";

import { useTranslations } from "next-intl";

const fields = [
  "required",
  "invalid",
  "tooSmall",
  "tooBig",
  "hiddenCharacter",
  "designatorInvalid",
  "sameAirport",
  "airportInvalid",
  "airportUnknown",
  "routeUnknown",
  "periodInvalid",
  "periodTooLong",
  "daysInvalid",
  "dateInvalid",
  "timeInvalid",
  "arrivalNotAfterDeparture",
  "aircraftUnknown",
  "noFlightInPeriod",
  "inThePast",
  "flightExists",
  "cabinMissing",
  "confirmation",
  "blockTimeUnusual",
  "blockTimeImpossible",
  "fareUnusual",
  "fareImpossible",
  "seatsUnsold",
  "longerThanSeason",
  "tooFarAhead",
  "confirmUnusual",
] as const;

const codes = [
  "INVALID_INPUT",
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "NOT_FOUND",
  "CONFLICT",
  "UNAVAILABLE",
  "FLIGHT_ALREADY_EXISTS",
  "FLIGHT_NOT_ON_SALE",
  "FLIGHT_DEPARTED",
] as const;

/** From a field error's key to the sentence under the field. */
export function useFieldMessage(): (key: string | undefined) => string | undefined {
  const t = useTranslations("admin.fieldErrors");
  return (key) => (key === undefined ? undefined : t(fields.find((known) => known === key) ?? "invalid"));
}

/** From an error code to a sentence that says what happened and what to do. */
export function useRefusal(): (code: string) => string {
  const t = useTranslations("admin.refused");
  return (code) => t(codes.find((known) => known === code) ?? "INTERNAL");
}

/** What a server action answers when it refuses. */
export type Refusal = {
  ok: false;
  code: string;
  fieldErrors?: Record<string, string>;
  correlationId?: string;
};

/** The answer of an action that did not come back at all. */
export const unreachable = (): Refusal => ({ ok: false, code: "UNAVAILABLE" });
