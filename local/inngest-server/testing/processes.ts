import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { EVENT_KEY, SIGNING_KEY, until } from "./harness";

const children = new Set<ChildProcess>();

/** Starts a file of this folder's parent as a process and waits for its line `ready`. */
async function launch(file: string, args: string[], env: Record<string, string>): Promise<ChildProcess> {
  const script = path.join(import.meta.dirname, "..", file);
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  await until(`${file} to be ready`, () => {
    if (child.exitCode !== null) throw new Error(`${file} exited: ${output}`);
    return /^ready/m.test(output);
  });
  return child;
}

export interface Place {
  ports: { server: number; app: number };
  schema: string;
}

/** The app of app-process.ts; its effects go to the table `effect` of the schema. */
export const launchApp = ({ ports, schema }: Place) =>
  launch("testing/app-process.ts", [String(ports.app), `http://127.0.0.1:${ports.server}`, schema], {});

/** The server's process, with short leases and retries. */
export const launchServer = ({ ports, schema }: Place, env: Record<string, string> = {}) =>
  launch("main.ts", [], {
    MSA_INNGEST_PORT: String(ports.server),
    MSA_INNGEST_APP_URL: `http://127.0.0.1:${ports.app}/api/inngest`,
    MSA_INNGEST_SCHEMA: schema,
    MSA_INNGEST_LEASE_MS: "1500",
    MSA_INNGEST_BACKOFF_MS: "100",
    INNGEST_EVENT_KEY: EVENT_KEY,
    INNGEST_SIGNING_KEY: SIGNING_KEY,
    ...env,
  });

/** Kills with SIGKILL and waits for the end. */
export async function kill(child: ChildProcess): Promise<void> {
  children.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

export async function killAll(): Promise<void> {
  for (const child of children) await kill(child);
}
