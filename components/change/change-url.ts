import { choiceOf, isoDay, parseChoice } from "@/components/search/search-url";
import type { ChangeChoice } from "./types";

/** The parameters of an address as a page gets them: a repeated one is a list. */
type RawParams = Readonly<Record<string, string | string[] | undefined>>;

const valuesOf = (raw: RawParams, name: string): string[] => [raw[name] ?? []].flat();

/**
 * The choices that an address names, in the order of the trip's flights. A flight that the trip no longer has is left out,
 * and so is every value that cannot be one of ours.
 */
export function readChoices(raw: RawParams, flights: readonly { id: string }[]): ChangeChoice[] {
  const wanted = valuesOf(raw, "flight");
  return flights
    .filter(({ id }) => wanted.includes(id))
    .map(({ id }) => {
      const date = isoDay(valuesOf(raw, `date.${id}`)[0]);
      // Without its day a flight is not chosen.
      return { segmentId: id, date, to: date ? parseChoice(valuesOf(raw, `to.${id}`)[0] ?? "") : null };
    });
}

/** The choices as pairs of name and value: parts of an address, or hidden fields of a form. */
export const choiceFields = (choices: readonly ChangeChoice[]): [string, string][] =>
  choices.flatMap(({ segmentId, date, to }) => [
    ["flight", segmentId] as [string, string],
    ...(date ? [[`date.${segmentId}`, date] as [string, string]] : []),
    ...(to ? [[`to.${segmentId}`, choiceOf(to.flightId, to.brand)] as [string, string]] : []),
  ]);

/** The choices, and what else an address says, as a query without "?". */
export const choicesQuery = (
  choices: readonly ChangeChoice[],
  more: Readonly<Record<string, string>> = {},
): string => new URLSearchParams([...choiceFields(choices), ...Object.entries(more)]).toString();

/** The same choices with another day for one flight: the flight chosen for the day before is dropped. */
export const onOtherDay = (
  choices: readonly ChangeChoice[],
  segmentId: string,
  date: string,
): ChangeChoice[] =>
  choices.map((each) => (each.segmentId === segmentId ? { ...each, date, to: null } : each));

/** True when a flight is chosen for every day. */
export const isComplete = (choices: readonly ChangeChoice[]): boolean =>
  choices.length > 0 && choices.every(({ date, to }) => date !== "" && to !== null);
