/** The key among `known` that equals what the server reported, or `otherwise` when the page knows no such key. */
export const knownKey = <K extends string, Other extends string | null>(
  known: readonly K[],
  reported: unknown,
  otherwise: Other,
): K | Other => known.find((key) => key === reported) ?? otherwise;
