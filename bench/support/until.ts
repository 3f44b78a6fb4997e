type Options<T> = { timeoutMs: number; everyMs: number; describe?: (last: T) => string };

/** Repeats `ask` until the answer is good. @throws Error with the last answer after `timeoutMs`. */
export async function until<T>(
  ask: () => Promise<T>,
  good: (answer: T) => boolean,
  { timeoutMs, everyMs, describe = JSON.stringify }: Options<T>,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (good(answer)) return answer;
    if (Date.now() > end) throw new Error(`not within ${timeoutMs} ms; last answer: ${describe(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
