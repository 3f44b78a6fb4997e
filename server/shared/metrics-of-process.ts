import { poolState } from "@/db/client";
import { gauge } from "./metrics";

type Breakers = Map<string, Set<() => boolean>>;
const shared = globalThis as typeof globalThis & { msaBreakers?: Breakers };

/**
 * Shows the state of a circuit breaker as `msa_breaker_open{service}`: 1 from the moment at which calls fail at once until
 * one has succeeded again. A process may have several breakers of one service, one in each bundle; one open breaker counts.
 */
export function watchBreaker(service: "payment" | "mail", isOpen: () => boolean): void {
  shared.msaBreakers ??= new Map();
  const { msaBreakers } = shared;
  msaBreakers.set(service, (msaBreakers.get(service) ?? new Set()).add(isOpen));
}

/** Defines `msa_breaker_open`. */
export function measureBreakers(): void {
  gauge("msa_breaker_open", "1 while calls to an outside service fail at once, because it did not answer.", {
    labelNames: ["service"],
    collect: (found) => {
      for (const service of ["payment", "mail"]) {
        const breakers = [...(shared.msaBreakers?.get(service) ?? [])];
        found.set({ service }, breakers.some((isOpen) => isOpen()) ? 1 : 0);
      }
    },
  });
}

/** Defines the figures of the pool of connections. The pool is empty until the process asks the database for the first time. */
export function measurePool(): void {
  const figures = {
    max: ["msa_pool_max_connections", "The most connections that this process may open."],
    open: ["msa_pool_open_connections", "Open connections of this process."],
    idle: ["msa_pool_idle_connections", "Open connections that nobody uses."],
    waiting: ["msa_pool_waiting_requests", "Queries that wait for a connection."],
  } as const;
  for (const [figure, [name, help]] of Object.entries(figures))
    gauge(name, help, {
      collect: (found) => found.set(poolState()?.[figure as keyof typeof figures] ?? 0),
    });
}
