/** A share in percent with one decimal; a dash when there is nothing to take a share of. */
export const percentText = (part: number, whole: number): string =>
  whole === 0 ? "–" : `${Math.round((part * 1_000) / whole) / 10}%`;
