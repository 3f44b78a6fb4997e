import { formValues } from "./search-url";
import type { SearchValues } from "./types";

/**
 * The latest searches, in this browser alone: places, days and numbers of passengers, nothing about a person. A browser
 * that keeps nothing for the site has none.
 */

const KEY = "msa-recent-searches";
const MOST = 4;

/** Told in this window when the list changes; other windows are told by the browser's own event. */
const CHANGED = "msa-recent-searches";

const textOf = (search: SearchValues): string =>
  new URLSearchParams(Object.entries(search).map(([name, value]) => [name, String(value)])).toString();

const sameRoute = (one: SearchValues, other: SearchValues) =>
  one.from === other.from && one.to === other.to && one.trip === other.trip;

/** The stored text, for `useSyncExternalStore`. */
export function storedSearches(): string {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

/** The searches of a stored text whose day out has not passed. What is no search is left out. */
export function readSearches(stored: string, today: string): SearchValues[] {
  return stored
    .split("\n")
    .filter(Boolean)
    .map((line) => formValues(Object.fromEntries(new URLSearchParams(line))))
    .filter(({ trip, from, to, depart, return: back }) => {
      const hasDays = depart >= today && (trip === "oneway" || back >= depart);
      return isPlace(from) && isPlace(to) && hasDays;
    })
    .slice(0, MOST);
}

const isPlace = (code: string) => /^[A-Z]{3}(-ALL)?$/.test(code);

/** Puts a search first. An earlier one of the same route gives way. */
export function rememberSearch(search: SearchValues): void {
  const others = readSearches(storedSearches(), "").filter((each) => !sameRoute(each, search));
  write([search, ...others].slice(0, MOST));
}

export function forgetSearch(search: SearchValues): void {
  write(readSearches(storedSearches(), "").filter((each) => !sameRoute(each, search)));
}

function write(searches: readonly SearchValues[]): void {
  try {
    localStorage.setItem(KEY, searches.map(textOf).join("\n"));
  } catch {
    return;
  }
  window.dispatchEvent(new Event(CHANGED));
}

/** Calls `onChange` when this or another window changes the list. */
export function watchSearches(onChange: () => void): () => void {
  window.addEventListener("storage", onChange);
  window.addEventListener(CHANGED, onChange);
  return () => {
    window.removeEventListener("storage", onChange);
    window.removeEventListener(CHANGED, onChange);
  };
}
