import { MAX_PAGE } from "@/server/shared/fields";

export { hrefOf } from "@/app/_lib/lists/list-address";

/** The first `length` UTF-16 units of a text, without half of a surrogate pair at the end. */
export const cut = (text: string, length: number): string =>
  text.slice(0, length).replace(/\p{Surrogate}$/u, "");

/** The page number that an address asks for. Anything that is not a page number gives the first page. */
export function pageOf(text: string | undefined): number {
  const page = Number(text);
  return Number.isInteger(page) && page >= 1 && page <= MAX_PAGE ? page : 1;
}
