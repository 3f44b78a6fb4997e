/**
 * The place in a row of `count` that a key leads to from the place `from`: arrows to the neighbours, as far as there are
 * some, Home and End to the ends. Null for other keys.
 */
export function indexAfterKey(from: number, count: number, key: string): number | null {
  if (from < 0 || count === 0) return null;
  switch (key) {
    case "ArrowLeft":
      return Math.max(0, from - 1);
    case "ArrowRight":
      return Math.min(count - 1, from + 1);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
