import { setDraining } from "@/server/shared/draining";
import { env } from "@/server/shared/env";
import { log } from "@/server/shared/log";

/**
 * Delays Next's own shutdown. On SIGTERM the process says that it is no longer ready, and closes each connection with its
 * next answer; the load balancer has SHUTDOWN_PAUSE_MS to notice. Then Next stops listening, lets running requests
 * finish, and exits. To stop listening at once would reset connections that are in use.
 */
export function drainBeforeClosing(): void {
  const close = process.listeners("SIGTERM");
  if (close.length === 0) return;
  process.removeAllListeners("SIGTERM");
  process.on("SIGTERM", (signal) => {
    const pauseMs = env().SHUTDOWN_PAUSE_MS;
    log.info({ pauseMs }, "asked to end: no longer ready");
    setDraining(true);
    setTimeout(() => {
      for (const listener of close) listener(signal);
    }, pauseMs);
  });
}
