/**
 * The key of a text: that for staff when they read it and it has a form of its own for them. `own`: the keys that have one,
 * each with the suffix `Staff`.
 */
export const readerKey = <K extends string, S extends K>(
  key: K,
  staff: boolean,
  own: readonly S[],
): K | `${S}Staff` => (staff && own.some((each) => each === key) ? (`${key}Staff` as `${S}Staff`) : key);
