import type { Pool } from "pg";
import { errorText } from "../../server/shared/error-facts";
import { Alarm } from "./alarm";
import { candidates, inheritedLimits, lease, release, renew } from "./claims";
import type { Job } from "./job";
import { Limits } from "./limits";
import type { ServerOptions } from "./options";

/** With work queued up, few free places wait this long for more, so that one claim fills several. */
const GATHER_MS = 3;

export interface Worker {
  /** Takes a place for a job that is about to be stored as leased. False: it has to queue. */
  reserve(job: Job): boolean;
  /** Gives back the place of a reserved job that was not stored after all. */
  cancel(job: Job): void;
  /** Makes the call of a job that has its place. */
  start(job: Job): void;
  /** Looks for due jobs now, or in `delayMs`. */
  wake(delayMs?: number): void;
  /** Claims nothing for a moment: an app refuses connections. */
  pause(ms: number): void;
  /** Claims no more, waits for the running calls, then gives back the leases of those left. */
  stop(): Promise<void>;
}

type Options = Pick<ServerOptions, "workers" | "leaseMs" | "pollMs" | "stopMs" | "log">;

export function startWorker(db: Pool, options: Options, execute: (job: Job) => Promise<void>): Worker {
  const alarm = new Alarm();
  const limits = new Limits();
  const running = new Map<string, Job>();
  let places = options.workers;
  // Until the first look, anything may be waiting, and leases of a killed server may hold places.
  let backlog = true;
  let stopping = false;
  let pausedUntil = 0;

  const take = (wanted: string[]) => {
    if (places === 0 || !limits.take(wanted)) return false;
    places -= 1;
    return true;
  };
  const giveBack = (held: string[]) => {
    places += 1;
    limits.release(held);
    if (held.length > 0) alarm.ring();
    else if (backlog) alarm.ringIn(places * 4 >= options.workers ? 0 : GATHER_MS);
  };

  const start = (job: Job) => {
    running.set(job.id, job);
    execute(job)
      .catch((error: Error) => options.log(`job ${job.id}: ${errorText(error)}`))
      .finally(() => {
        running.delete(job.id);
        giveBack(job.limits);
      });
  };

  async function claim(): Promise<void> {
    const asked = places;
    if (asked === 0) return;
    const found = await candidates(db, asked, limits.exhausted(), [...running.keys()]);
    backlog = found.length === asked;
    const taken = found.filter((candidate) => take(candidate.limits));
    let jobs: Job[] = [];
    try {
      if (taken.length > 0)
        jobs = await lease(
          db,
          taken.map((job) => job.id),
          options.leaseMs,
        );
    } finally {
      const leased = new Set(jobs.map((job) => job.id));
      for (const candidate of taken) if (!leased.has(candidate.id)) giveBack(candidate.limits);
    }
    jobs.forEach(start);
    // Those over a limit only hid others behind them: look again without them.
    if (found.length > taken.length && places > 0) alarm.ring();
  }

  /** Until the leases of a dead server end, its calls may still run: they count. */
  async function inherit(): Promise<boolean> {
    const held = await inheritedLimits(db, [...running.keys()]);
    limits.inherit(held);
    return held.length > 0;
  }

  async function loop(): Promise<void> {
    let inheriting = true;
    while (!stopping) {
      try {
        if (inheriting) inheriting = await inherit();
        if (Date.now() >= pausedUntil) await claim();
      } catch (error) {
        options.log(`claim: ${errorText(error)}`);
        await new Promise((resolve) => setTimeout(resolve, options.pollMs));
      }
      await alarm.wait(options.pollMs);
    }
  }

  const heartbeat = setInterval(() => {
    renew(db, [...running.keys()], options.leaseMs).catch((error: Error) =>
      options.log(`renew: ${errorText(error)}`),
    );
  }, options.leaseMs / 3);
  const looping = loop();

  return {
    reserve: (job) => !stopping && !backlog && Date.now() >= pausedUntil && take(job.limits),
    cancel: (job) => giveBack(job.limits),
    start,
    wake: (delayMs) => (delayMs ? alarm.ringIn(delayMs) : alarm.ring()),
    pause(ms) {
      pausedUntil = Date.now() + ms;
      alarm.ringIn(ms);
    },
    async stop() {
      stopping = true;
      alarm.stop();
      await looping;
      const end = Date.now() + options.stopMs;
      while (running.size > 0 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
      clearInterval(heartbeat);
      // If PostgreSQL has gone first, the leases end by themselves.
      await release(db, [...running.keys()], 0).catch((error: Error) =>
        options.log(`stop: ${errorText(error)}`),
      );
    },
  };
}
