// Next bundles routes and instrumentation separately. State that both need is kept on `globalThis`.
const store = globalThis as typeof globalThis & {
  msaWorkRuns?: boolean;
  msaHasStarted?: boolean;
  msaFirstWork?: number;
};

/** Whether the relay and the other background work of this process run, and nothing has to be tried before. */
export const isWorkRunning = (): boolean => store.msaWorkRuns === true && !store.msaFirstWork;

/** The process is not ready before this work has ended, well or not. */
export function startAfter(work: Promise<unknown>): void {
  store.msaFirstWork = (store.msaFirstWork ?? 0) + 1;
  const end = () => {
    store.msaFirstWork = (store.msaFirstWork ?? 1) - 1;
  };
  work.then(end, end);
}

export function noteWorkRuns(): void {
  store.msaWorkRuns = true;
}

/** Whether this process was ready once. From then on it is not starting any more, whatever fails. */
export const hasStarted = (): boolean => store.msaHasStarted === true;

export function noteStarted(): void {
  store.msaHasStarted = true;
}
