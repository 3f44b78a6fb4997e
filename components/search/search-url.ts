import { canonical } from "@/server/shared/canonical";
import { MAX_PARTY_UNITS } from "@/server/shared/fare-terms";
import type { SearchValues } from "./types";

export const sortKeys = ["departure", "price", "duration"] as const;
export type SortKey = (typeof sortKeys)[number];
export const dayParts = ["dawn", "morning", "afternoon", "evening"] as const;
export type DayPart = (typeof dayParts)[number];

/** What the address says about the results. */
export type ResultsView = Filters & {
  /** The outbound choice: `123.SAVER`. */
  out?: string;
  sort?: SortKey;
  /** The flight whose fares are open. */
  open?: number;
};

/** Which flights of the day are shown. */
export type Filters = {
  /** Part of the day in which a flight leaves. */
  time?: DayPart;
  /** The highest lowest total, in whole won. */
  max?: number;
  /** English name of the aircraft type. */
  aircraft?: string;
};

const count = (text: string | undefined, otherwise: number) => {
  const number = Number(text);
  return text !== undefined && Number.isInteger(number) && number >= 0 && number <= MAX_PARTY_UNITS
    ? number
    : otherwise;
};

/** A place code in capitals and half-width letters, however it was typed. */
const placeCode = (text = "") => canonical(text).toUpperCase();

/** The form's values for an address, even a wrong one: nothing that was typed is lost. */
export function formValues(params: Record<string, string>): SearchValues {
  return {
    trip: params.trip === "oneway" ? "oneway" : "return",
    from: placeCode(params.from),
    to: placeCode(params.to),
    depart: isoDay(params.depart),
    return: isoDay(params.return),
    adults: count(params.adults, 1),
    children: count(params.children, 0),
    infants: count(params.infants, 0),
  };
}

/** A real calendar day, or "" for anything else: the calendar throws on other texts. */
export function isoDay(text: string | undefined): string {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return "";
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : "";
}

/** The address of results, without the language. Values at their default are left out. */
export function resultsHref(search: SearchValues, view: ResultsView = {}): string {
  const query = new URLSearchParams({
    trip: search.trip,
    from: search.from,
    to: search.to,
    depart: search.depart,
  });
  if (search.trip === "return") query.set("return", search.return);
  query.set("adults", String(search.adults));
  if (search.children > 0) query.set("children", String(search.children));
  if (search.infants > 0) query.set("infants", String(search.infants));
  if (view.out) query.set("out", view.out);
  if (view.sort && view.sort !== "departure") query.set("sort", view.sort);
  if (view.time) query.set("time", view.time);
  if (view.max) query.set("max", String(view.max));
  if (view.aircraft) query.set("aircraft", view.aircraft);
  if (view.open) query.set("open", String(view.open));
  return `/flights?${query}`;
}

/** Longer than the name of any aircraft type. */
const MAX_AIRCRAFT_LENGTH = 60;

const wholeNumber = (text = "") => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined);

/** Choice, order, filters and open flight of an address; malformed ones are left out. */
export function readView(params: Record<string, string>): ResultsView {
  const sort = sortKeys.find((key) => key === params.sort);
  const time = dayParts.find((key) => key === params.time);
  const out = /^\d+\.[A-Z]+$/.test(params.out ?? "") ? params.out : undefined;
  const [max, open] = [wholeNumber(params.max), wholeNumber(params.open)];
  const aircraft = params.aircraft && params.aircraft.length <= MAX_AIRCRAFT_LENGTH && params.aircraft;
  return {
    ...(out && { out }),
    ...(sort && { sort }),
    ...(time && { time }),
    ...(max && { max }),
    ...(aircraft && { aircraft }),
    ...(open && { open }),
  };
}

/** `123.SAVER` → its flight and brand. */
export function parseChoice(text: string): { flightId: number; brand: string } | null {
  const [, flight, brand] = /^(\d{1,9})\.([A-Z]+)$/.exec(text) ?? [];
  return flight && brand ? { flightId: Number(flight), brand } : null;
}

export const choiceOf = (flightId: number, brand: string) => `${flightId}.${brand}`;
