/** How long an answer counts, and how many are needed before there is a figure. */
const WINDOW_MS = 10_000;
const ENOUGH = 20;
const KEPT = 2_000;

// Next bundles routes and instrumentation separately: the guard writes, a flow reads.
const store = globalThis as typeof globalThis & { msaLatencies?: { atMs: number; ms: number }[] };
const latencies = () => {
  store.msaLatencies ??= [];
  return store.msaLatencies;
};

/** Notes how long this process took for an answer. The last 2,000 are kept. */
export function noteLatency(ms: number, nowMs = performance.now()): void {
  const all = latencies();
  all.push({ atMs: nowMs, ms });
  if (all.length >= 2 * KEPT) all.splice(0, all.length - KEPT);
}

/** The 95th percentile of this process's answers in the last ten seconds; null when there were fewer than twenty. */
export function recentP95Ms(nowMs = performance.now()): number | null {
  const recent = latencies()
    .slice(-KEPT)
    .filter(({ atMs }) => nowMs - atMs <= WINDOW_MS)
    .map(({ ms }) => ms)
    .sort((a, b) => a - b);
  return recent.length < ENOUGH ? null : (recent[Math.ceil(recent.length * 0.95) - 1] ?? null);
}
