/** What a page shows: its path and query, and the text of its heading. */
export type Shown = { path: string; query: string; heading: string };

export type Circumstances = {
  /** The address names a place within the page. */
  hasHash: boolean;
  /** No element has the focus. */
  isFocusLost: boolean;
  /** The heading that had the focus is no longer in the page. */
  isHeadingReplaced: boolean;
};

/**
 * Decides whether the heading gets the focus.
 *
 * - `heading`: another page, or another step with a heading of its own. Not when the page loads, and not when the address
 *   names a place within the page.
 * - `lost`: the same page with another query, such as a filter. Its heading gets the focus only if nothing has it, since the
 *   control that was pressed is gone.
 * - `nothing`: everything else.
 */
export function whatToFocus(
  known: Shown | null,
  shown: Shown,
  { hasHash, isFocusLost, isHeadingReplaced }: Circumstances,
): "heading" | "lost" | "nothing" {
  if (known === null) return "nothing";
  if (known.path !== shown.path || known.heading !== shown.heading) return hasHash ? "nothing" : "heading";
  if (!isFocusLost) return "nothing";
  return known.query !== shown.query || isHeadingReplaced ? "lost" : "nothing";
}
