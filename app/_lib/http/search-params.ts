/** The parameters of an address as a page gets them: a repeated one is a list. */
export type RawParams = Record<string, string | string[] | undefined>;

/** The first value of each parameter, as it stands in the address. */
export function firstValues(raw: RawParams): Record<string, string> {
  return Object.fromEntries(
    Object.entries(raw).flatMap(([name, value]) => {
      const first = Array.isArray(value) ? value[0] : value;
      return first === undefined ? [] : [[name, first]];
    }),
  );
}

/** The first value of each parameter, trimmed. Empty values are left out. */
export const filledValues = (raw: RawParams): Record<string, string> =>
  Object.fromEntries(
    Object.entries(firstValues(raw)).flatMap(([name, value]) => {
      const text = value.trim();
      return text ? [[name, text]] : [];
    }),
  );
