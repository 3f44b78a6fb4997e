import type { Received } from "./received-event";

/** The result of a verb for one event of a run. */
export type Outcome<T> = { value: T } | { error: unknown };

/** The outcomes of a verb, one for each event of `about`, in order. */
export type Tried = { about: readonly Received[]; outcomes: readonly Outcome<unknown>[] };

/** Converts the result that a verb for several events gives for one of them: a value, or an `error` text. */
export const outcomeOf = <R extends object, T>(
  result: R,
  valueFrom: (result: Exclude<R, { error: string }>) => T,
): Outcome<T> =>
  "error" in result
    ? { error: new Error(String(result.error)) }
    : { value: valueFrom(result as Exclude<R, { error: string }>) };

/** Runs `work`. When it throws, it has failed for all of its events. */
export async function attempted<T>(
  about: readonly Received[],
  work: () => Promise<Outcome<T>[]>,
): Promise<Outcome<T>[]> {
  try {
    return await work();
  } catch (error) {
    return about.map(() => ({ error }));
  }
}

/** The events whose outcome is a value. */
export const succeeded = <R extends Received>(about: readonly R[], outcomes: readonly Outcome<unknown>[]) =>
  about.filter((_, index) => "value" in (outcomes[index] ?? {}));
