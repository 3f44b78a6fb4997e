import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));

/** `url`: of its pages and its API. `smtp`: of the mail server. */
export type Mailbox = { child: ChildProcess; url: string; smtp: string };

/** Starts the mailbox as a process of its own on free ports, and waits until it is ready. */
export async function startMailbox(folder: string, env: Record<string, string> = {}): Promise<Mailbox> {
  const child = spawn(process.execPath, ["--import", "tsx", MAIN], {
    env: { ...process.env, MSA_DATA_DIR: folder, MSA_MAILBOX_PORT: "0", MSA_SMTP_PORT: "0", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const ready = /^ready (http:\S+) (smtp:\S+)$/.exec(line);
    if (ready?.[1] && ready[2]) return { child, url: ready[1], smtp: ready[2] };
  }
  throw new Error("the mailbox did not start");
}

/** Ends the process. @returns its exit code; null after a signal. */
export async function endMailbox({ child }: Mailbox, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  }
  return child.exitCode;
}
