import { spawnSync } from "node:child_process";
import os from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Part } from "@/tools/start/part";

/**
 * How many requests a replica shall have open on average. Other work on the machine changes a share of CPU time; it does not
 * change how many customers wait.
 */
const TARGET = 2;
const TICK_MS = 1_500;
const SAMPLES = 15;
/** So many low measurements in a row before a replica is taken out. */
const STABLE_TICKS = 3;

/**
 * Returns how many replicas there should be: the rule of Kubernetes' HorizontalPodAutoscaler, without a change for
 * differences below a tenth.
 */
export function wantedReplicas(running: number, use: number, most: number): number {
  const ratio = use / TARGET;
  if (Math.abs(ratio - 1) <= 0.1) return running;
  return Math.min(most, Math.max(1, Math.ceil(running * ratio)));
}

/** A change of the number of replicas, with the measurements that led to it: the last one, or a row of low ones. */
export type Change = { from: number; to: number; uses: readonly number[] };

/**
 * Returns the first change that the measured load did not ask for, or null. Growth follows the last measurement; one
 * replica less needs several low measurements in a row.
 */
export function changeAgainstRule(changes: readonly Change[], most: number): Change | null {
  const isByRule = ({ from, to, uses }: Change): boolean => {
    const wanted = uses.map((use) => wantedReplicas(from, use, most));
    if (to > from) return wanted.at(-1) === to;
    const low = wanted.slice(-STABLE_TICKS);
    return to === from - 1 && low.length === STABLE_TICKS && low.every((number) => number < from);
  };
  return changes.find((change) => !isByRule(change)) ?? null;
}

/** Starts and stops replicas by the requests that the running ones have open. Where there is taskset, each has a core. */
export class Autoscaler {
  /** Each number of replicas that was reached, in order. */
  readonly path: number[] = [];
  readonly changes: Change[] = [];
  /** Measurements since the last change. */
  private uses: number[] = [];
  private active = true;
  private loop: Promise<void> | null = null;
  private low = 0;

  constructor(
    private readonly replicas: readonly Part[],
    private readonly open: () => Promise<number>,
    private readonly say: (text: string) => void,
  ) {}

  get running(): number {
    return this.replicas.filter(({ pid }) => pid !== null).length;
  }

  get most(): number {
    return Math.max(...this.path);
  }

  /** Leaves one replica and begins to measure. */
  async start(): Promise<void> {
    for (const replica of this.replicas.slice(1)) await replica.stop();
    pin(this.replicas[0] as Part, 0);
    this.path.push(1);
    this.loop = this.watch();
  }

  async stop(): Promise<void> {
    this.active = false;
    await this.loop;
  }

  private async watch(): Promise<void> {
    while (this.active) {
      const use = await this.measure();
      this.uses.push(use);
      const wanted = wantedReplicas(this.running, use, this.replicas.length);
      this.low = wanted < this.running ? this.low + 1 : 0;
      if (!this.active || wanted === this.running) continue;
      if (wanted > this.running) await this.grow(wanted, use);
      else if (this.low >= STABLE_TICKS) await this.shrink(use);
    }
  }

  /** The average number of requests that each running replica had open. */
  private async measure(): Promise<number> {
    const running = this.running;
    let sum = 0;
    for (let sample = 0; sample < SAMPLES; sample++) {
      sum += await this.open();
      await sleep(TICK_MS / SAMPLES);
    }
    return sum / SAMPLES / Math.max(1, running);
  }

  private async grow(wanted: number, use: number): Promise<void> {
    this.say(`${use.toFixed(1)} requests open each: ${this.running} → ${wanted} replicas`);
    const idle = this.replicas.filter(({ pid }) => pid === null).slice(0, wanted - this.running);
    await Promise.all(idle.map((replica) => replica.start()));
    for (const replica of idle) pin(replica, this.replicas.indexOf(replica));
    this.changed();
  }

  /** One at a time: the one that came last goes first. */
  private async shrink(use: number): Promise<void> {
    this.say(`${use.toFixed(1)} requests open each: ${this.running} → ${this.running - 1} replicas`);
    const last = this.replicas.filter(({ pid }) => pid !== null).at(-1);
    await last?.stop();
    this.low = 0;
    this.changed();
  }

  private changed(): void {
    this.changes.push({ from: this.path.at(-1) ?? 1, to: this.running, uses: this.uses });
    this.uses = [];
    this.path.push(this.running);
  }
}

function pin({ pid }: Part, index: number): void {
  if (pid !== null) spawnSync("taskset", ["-acp", String(index % os.cpus().length), String(pid)]);
}
