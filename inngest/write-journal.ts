import { log } from "@/server/shared/log";

/** The step journal must not change what became of the work: a row that cannot be written is only logged. */
export async function writeJournal(
  about: { functionId: string; step: string },
  write: () => Promise<void>,
): Promise<void> {
  try {
    await write();
  } catch (failure) {
    log.warn({ err: failure, ...about }, "could not write the step journal");
  }
}
