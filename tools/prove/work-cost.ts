import { cpuSeconds } from "@/bench/support/processes";
import type { ProvenAirline } from "./proven-airline";

/** CPU seconds so far, by the part that used them. */
export type CpuUse = { site: number; database: number; engine: number; others: number };

/** CPU time of replicas that have ended; a replica's own clock ends with its process. */
const ended = new WeakMap<ProvenAirline, Map<number, number>>();

/** CPU seconds of all processes that work on a booking, replicas that were stopped meanwhile included. */
export function cpuUse(airline: ProvenAirline): CpuUse {
  const own = process.cpuUsage();
  const { apps, postgres, gateway, inngest, mailbox } = airline.stack;
  const seen = ended.get(airline) ?? new Map<number, number>();
  ended.set(airline, seen);
  for (const { pid } of apps) if (pid) seen.set(pid, Math.max(seen.get(pid) ?? 0, cpuSeconds(pid)));
  const rest = [gateway.pid, mailbox.pid, airline.proxy.pid].map(cpuSeconds);
  return {
    site: [...seen.values()].reduce((sum, seconds) => sum + seconds, 0),
    database: cpuSeconds(postgres?.pid ?? null),
    engine: cpuSeconds(inngest.pid),
    others: rest.reduce((sum, seconds) => sum + seconds, 0) + (own.user + own.system) / 1e6,
  };
}
