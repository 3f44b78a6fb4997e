import { keepValuesOutOfConsole } from "@/server/shared/console-errors";
import { env } from "@/server/shared/env";
import { startBackgroundWork } from "./start-background-work";

/**
 * Makes a server process ready for work: refuses to run in an environment that is not fit, and begins what it
 * does by itself.
 */
export function startProcess(): void {
  // A reader that went away must not take the server with it (Next would spin at 100 % CPU).
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
  try {
    env();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
  // Where nobody watches a terminal; development keeps Next's own display of errors.
  if (process.env.NODE_ENV === "production") keepValuesOutOfConsole();
  keepEnvironmentAtHand();
  startBackgroundWork();
}

/**
 * Each look into `process.env` asks the operating system, and libraries on the way of every request (the
 * event engine's SDK above all) look into all of it dozens of times. It no longer changes: a plain copy does.
 */
function keepEnvironmentAtHand(): void {
  process.env = { ...process.env };
}
