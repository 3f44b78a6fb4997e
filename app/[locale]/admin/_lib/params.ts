import { MAX_PAGE } from "@/server/shared/fields";

export type RawParams = Record<string, string | string[] | undefined>;

/** One text per name, trimmed; empty ones are left out. */
export function firstValues(raw: RawParams): Record<string, string> {
  return Object.fromEntries(
    Object.entries(raw).flatMap(([name, value]) => {
      const text = (Array.isArray(value) ? value[0] : value)?.trim();
      return text ? [[name, text]] : [];
    }),
  );
}

/** The beginning of a text, never half of a sign that takes two places. */
export const cut = (text: string, length: number): string =>
  text.slice(0, length).replace(/\p{Surrogate}$/u, "");

/** A page number from an address; anything else is the first page. */
export function pageOf(text: string | undefined): number {
  const page = Number(text);
  return Number.isInteger(page) && page >= 1 && page <= MAX_PAGE ? page : 1;
}

/** An address with its query; empty values are left out. */
export function hrefOf(path: string, query: Record<string, string | number | undefined>): string {
  const filled = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, String(value)]],
  );
  return filled.length > 0 ? `${path}?${new URLSearchParams(filled)}` : path;
}
