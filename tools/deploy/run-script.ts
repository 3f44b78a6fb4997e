import type { Say } from "./run-program";
import { SecretText } from "./secret-text";

/** Runs a script's work. An error is printed without secrets and without its stack, and the process ends with 1. */
export async function runScript(work: (secrets: SecretText, say: Say) => Promise<void>): Promise<void> {
  const secrets = new SecretText();
  try {
    await work(secrets, (line) => console.log(secrets.without(line)));
  } catch (error) {
    console.error(secrets.without(error instanceof Error ? error.message : String(error)));
    process.exitCode = 1;
  }
}
