import { env } from "@/server/shared/env";
import { startRelay } from "./relay-outbox";

/**
 * Makes a server process ready for work: refuses to run in an environment that is not fit, and begins to
 * relay what the outbox holds.
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
  startRelay();
}
