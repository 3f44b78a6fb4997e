import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { sql } from "drizzle-orm";
import { askDirectly, database, poolState } from "@/db/client";
import { env } from "./env";
import { type LoopWindow, loopStuckSince, type PoolWatch, watchedPool } from "./liveness-rules";
import { log } from "./log";

export type Liveness = "alive" | "event-loop-stuck" | "pool-dead";

/** The event loop in its last window: the longest delay in milliseconds, and the share of time in which it was busy. */
export type LoopLoad = { longestDelayMs: number; utilization: number };

type Watch = { pool: PoolWatch; stuckSinceMs: number | null; listeners: ((load: LoopLoad) => void)[] };

// Next bundles routes and instrumentation separately. State that both need is kept on `globalThis`.
const store = globalThis as typeof globalThis & { msaLiveness?: Watch };

const WINDOW_MS = 500;
const LOOK_MS = 1_000;
/** The relay and the projections ask something every five seconds, so a pool that is well is not silent for longer. */
const SILENT_MS = 6_000;

/** Whether a restart would help this process. A process that does not watch itself, as on a platform, is alive. */
export function liveness(): Liveness {
  const watch = store.msaLiveness;
  if (!watch) return "alive";
  if (watch.pool.isDead) return "pool-dead";
  const stuckMs = watch.stuckSinceMs === null ? 0 : performance.now() - watch.stuckSinceMs;
  return stuckMs >= env().LIVENESS_LOOP_SECONDS * 1_000 ? "event-loop-stuck" : "alive";
}

/** Starts to watch the event loop and the pool of a long-running process. `onLoad` gets each window of the event loop. */
export function watchProcess(onLoad: (load: LoopLoad) => void): void {
  const now = performance.now();
  store.msaLiveness ??= {
    pool: { wellMs: now, lookedMs: now, isDead: false },
    stuckSinceMs: null,
    listeners: [],
  };
  const watch = store.msaLiveness;
  watch.listeners.push(onLoad);
  if (watch.listeners.length > 1) return;
  watchLoop(watch);
  let looking = false;
  setInterval(async () => {
    if (looking) return;
    looking = true;
    await lookAtPool(watch).finally(() => {
      looking = false;
    });
  }, LOOK_MS).unref();
}

function watchLoop(watch: Watch): void {
  const delays = monitorEventLoopDelay({ resolution: 20 });
  delays.enable();
  let busy = performance.eventLoopUtilization();
  setInterval(() => {
    const { utilization } = performance.eventLoopUtilization(busy);
    busy = performance.eventLoopUtilization();
    const window: LoopWindow = { endMs: performance.now(), longestDelayMs: delays.max / 1e6 };
    delays.reset();
    watch.stuckSinceMs = loopStuckSince(watch.stuckSinceMs, window);
    for (const listener of watch.listeners) listener({ longestDelayMs: window.longestDelayMs, utilization });
  }, WINDOW_MS).unref();
}

async function lookAtPool(watch: Watch): Promise<void> {
  const deadAfterMs = env().LIVENESS_POOL_SECONDS * 1_000;
  const silentMs = poolState()?.silentMs ?? 0;
  const isSilent = silentMs >= Math.min(SILENT_MS, deadAfterMs / 2);
  const isDatabaseThere = isSilent ? await answersOutsidePool() : null;
  const wasDead = watch.pool.isDead;
  watch.pool = watchedPool(
    watch.pool,
    // The pool may have answered in the meantime.
    { nowMs: performance.now(), silentMs: poolState()?.silentMs ?? 0, isDatabaseThere },
    deadAfterMs,
  );
  if (watch.pool.isDead && !wasDead)
    log.error({ ...poolState() }, "the pool gives no answer, but the database does: a restart is needed");
}

/** Asks over the pool too, so that a pool without work is not silent. */
async function answersOutsidePool(): Promise<boolean> {
  void database()
    .execute(sql`select 1`)
    .catch(() => {});
  return askDirectly("select 1").then(
    () => true,
    () => false,
  );
}
