import { unstable_isUnrecognizedActionError } from "next/navigation";
import { useSyncExternalStore } from "react";
import { ONCE_IN_MS, RELOADED_KEY } from "./reload-script";

let outdated = false;
const watchers = new Set<() => void>();

/**
 * Returns true for an error that only says that this page was opened before a release: the site no longer has an action
 * or a script of the page's version. Nothing was done; loading the page again helps, trying again does not.
 */
export const isOutdated = (error: unknown): boolean =>
  unstable_isUnrecognizedActionError(error) || (error instanceof Error && error.name === "ChunkLoadError");

/** Shows the notice that this page is of an older version, if the error says so. The page and what is typed in it stay. */
export function noteOutdated(error: unknown): void {
  if (!isOutdated(error)) return;
  outdated = true;
  for (const tell of watchers) tell();
}

/** Whether the notice is to be shown. */
export const useOutdated = (): boolean =>
  useSyncExternalStore(
    (tell) => {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },
    () => outdated,
    () => false,
  );

/** Loads the page again, once a minute at most: while two versions serve, the next answer may be of the older one again. */
export function reloadOnce(now = Date.now()): void {
  const last = Number(sessionStorage.getItem(RELOADED_KEY) ?? 0);
  if (now - last < ONCE_IN_MS) return;
  sessionStorage.setItem(RELOADED_KEY, String(now));
  location.reload();
}
