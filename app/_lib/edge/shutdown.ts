import { setDraining } from "@/server/shared/draining";
import { env } from "@/server/shared/env";
import { log } from "@/server/shared/log";

/**
 * Puts a pause before Next's own end. On SIGTERM the process says that it is no longer ready and closes each
 * connection with its next answer; whoever shares the requests out has SHUTDOWN_PAUSE_MS to take notice. Then Next
 * stops listening, lets what runs finish, and leaves. Closing at once would reset connections that are in use.
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
