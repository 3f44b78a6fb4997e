// Next bundles routes and instrumentation apart from each other: what both must know is kept by the process.
const store = globalThis as typeof globalThis & { msaIsDraining?: boolean };

/** Whether this process has been asked to end: it finishes what it has, and wants no more. */
export const isDraining = (): boolean => store.msaIsDraining === true;

export function setDraining(draining: boolean): void {
  store.msaIsDraining = draining;
}
