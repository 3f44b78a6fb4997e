// Next bundles routes and instrumentation separately. State that both need is kept on `globalThis`.
const store = globalThis as typeof globalThis & { msaWorkRuns?: boolean; msaHasStarted?: boolean };

/** Whether the relay and the other background work of this process run. */
export const isWorkRunning = (): boolean => store.msaWorkRuns === true;

export function noteWorkRuns(): void {
  store.msaWorkRuns = true;
}

/** Whether this process was ready once. From then on it is not starting any more, whatever fails. */
export const hasStarted = (): boolean => store.msaHasStarted === true;

export function noteStarted(): void {
  store.msaHasStarted = true;
}
