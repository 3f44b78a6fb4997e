import { keepValuesOutOfConsole } from "@/server/shared/console-errors";
import { env } from "@/server/shared/env";
import { startBackgroundWork } from "./start-background-work";

/** Prepares a server process: exits when the environment is not valid, and starts the background work. */
export function startProcess(): void {
  // A closed pipe must not stop the server (Next would spin at 100 % CPU).
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
  try {
    env();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
  // Development keeps Next's own display of errors.
  if (process.env.NODE_ENV === "production") keepValuesOutOfConsole();
  keepEnvironmentAtHand();
  startBackgroundWork();
}

/**
 * Replaces `process.env` by a plain copy. Each read of the original asks the operating system, and the engine's SDK reads
 * all of it dozens of times per request. The environment does not change any more.
 */
function keepEnvironmentAtHand(): void {
  process.env = { ...process.env };
}
