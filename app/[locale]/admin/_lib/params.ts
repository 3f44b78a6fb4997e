import { MAX_PAGE } from "@/server/shared/fields";

/** The first `length` UTF-16 units of a text, without half of a surrogate pair at the end. */
export const cut = (text: string, length: number): string =>
  text.slice(0, length).replace(/\p{Surrogate}$/u, "");

/** The page number that an address asks for. Anything that is not a page number gives the first page. */
export function pageOf(text: string | undefined): number {
  const page = Number(text);
  return Number.isInteger(page) && page >= 1 && page <= MAX_PAGE ? page : 1;
}

/** An address with its query. Empty values are left out. */
export function hrefOf(path: string, query: Record<string, string | number | undefined>): string {
  const filled = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, String(value)]],
  );
  return filled.length > 0 ? `${path}?${new URLSearchParams(filled)}` : path;
}
