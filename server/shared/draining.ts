// Next bundles routes and instrumentation separately. State that both need is kept on `globalThis`.
const store = globalThis as typeof globalThis & { msaIsDraining?: boolean };

/** Whether this process was asked to end. It finishes open requests, and readiness probes get "shutting-down". */
export const isDraining = (): boolean => store.msaIsDraining === true;

export function setDraining(draining: boolean): void {
  store.msaIsDraining = draining;
}
