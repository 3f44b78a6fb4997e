/** Runs `work` for 0 … total−1, at most `atOnce` at the same time. Results keep their order. */
export async function inParallel<T>(
  total: number,
  atOnce: number,
  work: (n: number) => Promise<T>,
): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async () => {
    while (next < total) {
      const n = next++;
      results[n] = await work(n);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, total) }, worker));
  return results;
}
