import { log } from "@/server/shared/log";

/**
 * Does at once what an event will also do, so that nobody waits for the event engine. An error is logged and not thrown:
 * what was committed before stays, and the event does the work later.
 */
export async function tryNow(what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.warn({ err: error }, `could not ${what} at once: the event will`);
  }
}
