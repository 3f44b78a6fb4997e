import { spawn } from "node:child_process";
import readline from "node:readline";
import { ROOT } from "@/tools/root";
import type { SecretText } from "./secret-text";

export type Say = (line: string) => void;
export type Environment = Record<string, string | undefined>;

export type Program = {
  command: readonly [string, ...string[]];
  /** The whole environment of the program: nothing is inherited that is not listed here. */
  env: Environment;
  secrets: SecretText;
  say: Say;
  cwd?: string;
  timeoutMs?: number;
};

const DEFAULT_TIMEOUT_MS = 15 * 60_000;

/**
 * Runs a program to its end, passes on its output line by line without the secrets, and returns what it wrote to its
 * standard output, as it was written.
 *
 * @throws Error when it does not end with 0 within `timeoutMs`.
 */
export async function runProgram(program: Program): Promise<string> {
  const { command, env, secrets, say, cwd = ROOT, timeoutMs = DEFAULT_TIMEOUT_MS } = program;
  const [file, ...args] = command;
  const child = spawn(file, args, {
    cwd,
    env: env as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: timeoutMs,
  });
  const out: string[] = [];
  const reading = [child.stdout, child.stderr].map(async (stream) => {
    for await (const line of readline.createInterface({
      input: stream,
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      if (stream === child.stdout) out.push(line);
      say(secrets.without(line));
    }
  });
  const code = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exit, signal) => resolve(signal ?? exit));
  });
  await Promise.all(reading);
  if (code !== 0) throw new Error(`${secrets.without(command.join(" "))} ended with ${code}`);
  return out.join("\n");
}

/** What any program needs of the machine: where things are, and the way to the network. */
const MACHINE =
  /^(PATH|HOME|TMPDIR|LANG|CI|GITHUB_ACTIONS|NODE_EXTRA_CA_CERTS|npm_config_(registry|cache)|(https?|no)_proxy)$/i;

/** The machine's part of an environment. It has no key of any service. */
export function machineEnvironment(env: Environment = process.env): Environment {
  const kept = Object.entries(env).filter(([name]) => MACHINE.test(name));
  return { ...Object.fromEntries(kept), NEXT_TELEMETRY_DISABLED: "1" };
}
