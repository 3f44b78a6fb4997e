import { AsyncLocalStorage } from "node:async_hooks";

// Next puts this module into several bundles. The store is kept on `globalThis`, so that a process has one.
const globals = globalThis as typeof globalThis & { msaCorrelation?: AsyncLocalStorage<string | undefined> };
globals.msaCorrelation ??= new AsyncLocalStorage();
const correlation = globals.msaCorrelation;

/** Runs `work`; every log line that it writes carries this correlation id. Without an id the one of the caller stays. */
export function withCorrelation<T>(correlationId: string | undefined, work: () => T): T {
  return correlationId === undefined || correlationId === correlation.getStore()
    ? work()
    : correlation.run(correlationId, work);
}

/** Runs `work` without a correlation id, for work that belongs to no single request. */
export const withoutCorrelation = <T>(work: () => T): T =>
  correlation.getStore() === undefined ? work() : correlation.run(undefined, work);

/** The correlation id of the work that runs now. For all that concerns one reservation it is the reservation's id. */
export const currentCorrelation = (): string | undefined => correlation.getStore();
