import type { Category } from "./types";

export const historyKey = (category: Category | null, start: string | null) =>
  ["history", category, start] as const;

/** The address of a category's list, from a cursor on. */
export function historyHref(category: Category | null, cursor: string | null): string {
  const query = new URLSearchParams({ ...(category && { category }), ...(cursor && { cursor }) }).toString();
  return query ? `/history?${query}` : "/history";
}
