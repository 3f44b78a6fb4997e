type Options<T> = { timeoutMs?: number; everyMs?: number; describe?: (last: T | undefined) => string };

/** Repeats `ask` until the answer is good. @throws Error with the last answer after `timeoutMs`. */
export async function until<T>(
  ask: () => Promise<T>,
  good: (answer: T) => boolean,
  { timeoutMs = 20_000, everyMs = 100, describe = (last) => JSON.stringify(last) }: Options<T> = {},
): Promise<T> {
  const end = Date.now() + timeoutMs;
  let last: T | undefined;
  for (;;) {
    last = await ask();
    if (good(last)) return last;
    if (Date.now() > end) throw new Error(`not within ${timeoutMs} ms; last answer: ${describe(last)}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
