import { env } from "@/server/shared/env";
import { type LoopLoad, watchProcess } from "@/server/shared/liveness";
import { log } from "@/server/shared/log";
import { counter } from "@/server/shared/metrics";
import { poolState } from "@/server/shared/pool";
import { CALM, isRefused, loadOf, type PressureState, pressureAfter, type WorkClass } from "./shedding-rules";

// Next bundles routes and instrumentation separately. State that both need is kept on `globalThis`.
const store = globalThis as typeof globalThis & { msaShedding?: { state: PressureState } };
const shedding = () => {
  store.msaShedding ??= { state: CALM };
  return store.msaShedding;
};

/** How many requests of each class this process has refused under load. */
export const shedRequests = () =>
  counter("msa_requests_shed_total", "Requests that were refused because the process was saturated.", [
    "work",
  ]);

/** How many may wait for each connection of the pool, unless SHED_POOL_WAITING says how many in all. */
const WAITING_PER_CONNECTION = 25;

/** Starts to measure how hard this process is pressed, twice a second. */
export function watchLoad(): void {
  watchProcess((loop) => takeSample(loop));
}

/** Takes one sample: the loop's last window, and the pool now. */
export function takeSample({ longestDelayMs, utilization }: LoopLoad): void {
  const { SHED_LOOP_DELAY_MS, SHED_POOL_WAIT_MS, SHED_POOL_WAITING } = env();
  const pool = poolState();
  const load = loadOf(
    {
      loopDelayMs: longestDelayMs,
      utilization,
      poolWaitMs: pool?.oldestWaitMs ?? 0,
      poolWaiting: pool?.waiting ?? 0,
    },
    {
      loopDelayMs: SHED_LOOP_DELAY_MS,
      poolWaitMs: SHED_POOL_WAIT_MS,
      poolWaiting: SHED_POOL_WAITING ?? WAITING_PER_CONNECTION * (pool?.max ?? 1),
    },
  );
  const before = shedding().state.pressure;
  shedding().state = pressureAfter(shedding().state, load);
  const { pressure } = shedding().state;
  if (pressure !== before)
    log.warn(
      { before, pressure, longestDelayMs, utilization, ...pool },
      "the pressure on this process changed",
    );
}

/** Whether this process refuses any work now. */
export const isShedding = (): boolean => shedding().state.pressure !== "none";

/** Whether to refuse this request now. A refused one is counted. */
export function shed(work: WorkClass): boolean {
  if (!isRefused(work, shedding().state.pressure)) return false;
  shedRequests().inc({ work });
  return true;
}
