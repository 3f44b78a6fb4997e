import type { Pool } from "pg";
import { errorText } from "@/server/shared/error-facts";
import { Alarm } from "./alarm";
import { candidates, inheritedLimits, lease, release, renew } from "./claims";
import type { Job } from "./job";
import { Limits } from "./limits";
import type { ServerOptions } from "./options";

/** When jobs wait and few places are free, the next claim waits this long, so that it fills several places. */
const GATHER_MS = 3;

export interface Worker {
  /** Takes a place for a job that will be stored as leased. False when the job has to wait. */
  reserve(job: Job): boolean;
  /** Gives back the place of a reserved job that was not stored after all. */
  cancel(job: Job): void;
  /** Makes the call of a job for which a place was taken. */
  start(job: Job): void;
  /** Looks for due jobs now, or in `delayMs`. */
  wake(delayMs?: number): void;
  /** Claims nothing for `ms`, because an app refuses connections. */
  pause(ms: number): void;
  /** Claims no more, waits for the running calls, then gives back the leases of those left. */
  stop(): Promise<void>;
}

type Options = Pick<ServerOptions, "workers" | "leaseMs" | "pollMs" | "stopMs" | "log">;
type Execute = (job: Job) => Promise<void>;

export const startWorker = (db: Pool, options: Options, execute: Execute): Worker =>
  new ClaimingWorker(db, options, execute);

class ClaimingWorker implements Worker {
  private readonly alarm = new Alarm();
  private readonly limits = new Limits();
  private readonly running = new Map<string, Job>();
  private places: number;
  // Before the first look, due jobs may be waiting, and leases of a killed server may hold places.
  private backlog = true;
  private stopping = false;
  private pausedUntil = 0;
  private readonly heartbeat: NodeJS.Timeout;
  private readonly looping: Promise<void>;

  constructor(
    private readonly db: Pool,
    private readonly options: Options,
    private readonly execute: Execute,
  ) {
    this.places = options.workers;
    this.heartbeat = setInterval(() => {
      renew(db, [...this.running.keys()], options.leaseMs).catch((error: Error) =>
        options.log(`renew: ${errorText(error)}`),
      );
    }, options.leaseMs / 3);
    this.looping = this.loop();
  }

  reserve(job: Job): boolean {
    return !this.stopping && !this.backlog && Date.now() >= this.pausedUntil && this.take(job.limits);
  }

  cancel(job: Job): void {
    this.giveBack(job.limits);
  }

  start(job: Job): void {
    this.running.set(job.id, job);
    this.execute(job)
      .catch((error: Error) => this.options.log(`job ${job.id}: ${errorText(error)}`))
      .finally(() => {
        this.running.delete(job.id);
        this.giveBack(job.limits);
      });
  }

  wake(delayMs?: number): void {
    if (delayMs) this.alarm.ringIn(delayMs);
    else this.alarm.ring();
  }

  pause(ms: number): void {
    this.pausedUntil = Date.now() + ms;
    this.alarm.ringIn(ms);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.alarm.stop();
    await this.looping;
    const end = Date.now() + this.options.stopMs;
    while (this.running.size > 0 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
    clearInterval(this.heartbeat);
    // When PostgreSQL is gone already, the leases end by themselves.
    await release(this.db, [...this.running.keys()], 0).catch((error: Error) =>
      this.options.log(`stop: ${errorText(error)}`),
    );
  }

  private take(wanted: string[]): boolean {
    if (this.places === 0 || !this.limits.take(wanted)) return false;
    this.places -= 1;
    return true;
  }

  private giveBack(held: string[]): void {
    this.places += 1;
    this.limits.release(held);
    if (held.length > 0) this.alarm.ring();
    else if (this.backlog) this.alarm.ringIn(this.places * 4 >= this.options.workers ? 0 : GATHER_MS);
  }

  private async claim(): Promise<void> {
    const asked = this.places;
    if (asked === 0) return;
    const found = await candidates(this.db, asked, this.limits.exhausted(), [...this.running.keys()]);
    this.backlog = found.length === asked;
    const taken = found.filter((candidate) => this.take(candidate.limits));
    const ids = taken.map((job) => job.id);
    let jobs: Job[] = [];
    try {
      if (taken.length > 0) jobs = await lease(this.db, ids, this.options.leaseMs);
    } finally {
      const leased = new Set(jobs.map((job) => job.id));
      for (const candidate of taken) if (!leased.has(candidate.id)) this.giveBack(candidate.limits);
    }
    for (const job of jobs) this.start(job);
    // Jobs over a limit may have hidden others behind them: look again without them.
    if (found.length > taken.length && this.places > 0) this.alarm.ring();
  }

  /** Counts the calls of a dead server until their leases end: they may still run. */
  private async inherit(): Promise<boolean> {
    const held = await inheritedLimits(this.db, [...this.running.keys()]);
    this.limits.inherit(held);
    return held.length > 0;
  }

  private async loop(): Promise<void> {
    let inheriting = true;
    while (!this.stopping) {
      try {
        if (inheriting) inheriting = await this.inherit();
        if (Date.now() >= this.pausedUntil) await this.claim();
      } catch (error) {
        this.options.log(`claim: ${errorText(error)}`);
        await new Promise((resolve) => setTimeout(resolve, this.options.pollMs));
      }
      await this.alarm.wait(this.options.pollMs);
    }
  }
}
