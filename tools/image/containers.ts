import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { AssembledImage } from "./assemble-root";

const isRoot = process.getuid?.() === 0;

/** A program of an image that runs as it would in a container: its user, its folder, its environment and no more. */
export interface Container {
  child: ChildProcess;
  /** All it has written. */
  output: () => string;
  /** Resolves with the exit code, or with 128 + the signal's number as a shell would count it. */
  exit: Promise<number>;
}

/** Takes away every right to write below `root`, apart from the folders that the image gives to its user. */
export function makeReadOnly({ root, config }: AssembledImage): void {
  for (const entry of [root, ...everythingIn(root)]) {
    const stat = fs.lstatSync(entry);
    const isOwn = isRoot && stat.uid === config.user.uid;
    if (!stat.isSymbolicLink() && !isOwn) fs.chmodSync(entry, stat.mode & 0o555);
  }
}

/** Gives the rights back, so that the folder can be removed. */
export function makeWritable(root: string): void {
  if (!fs.existsSync(root)) return;
  fs.chmodSync(root, 0o755);
  for (const entry of fs.readdirSync(root, { withFileTypes: true }))
    if (entry.isDirectory()) makeWritable(path.join(root, entry.name));
}

/** Every file and folder below `root`. */
export const everythingIn = (root: string): string[] =>
  fs.readdirSync(root, { recursive: true, encoding: "utf8" }).map((name) => path.join(root, name));

/** Starts a command of an image; its own command unless another is given. */
export function startContainer(
  { root, config }: AssembledImage,
  env: Record<string, string>,
  command = config.command,
): Container {
  const [program = "", ...args] = command;
  const child = spawn(program === "node" ? nodeFor({ root, config }) : program, args, {
    cwd: path.join(root, config.workdir),
    env: { PATH: process.env.PATH, ...config.env, ...env } as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
    ...(isRoot && config.user),
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => chunks.push(String(chunk)));
  const exit = once(child, "exit").then(([code, signal]) => code ?? (signal === "SIGTERM" ? 143 : 137));
  return { child, output: () => chunks.join(""), exit };
}

/**
 * This machine's Node takes the place of the base image's. Where others may not run it, a copy beside the images
 * is what their user can reach.
 */
function nodeFor({ root, config }: AssembledImage): string {
  const copy = path.join(path.dirname(root), "node-of-this-machine");
  if (fs.existsSync(copy)) return copy;
  const asUser = { stdio: "ignore" as const, ...(isRoot && config.user) };
  if (!spawnSync(process.execPath, ["--version"], asUser).error) return process.execPath;
  fs.copyFileSync(process.execPath, copy);
  fs.chmodSync(copy, 0o755);
  return copy;
}

/** Runs a command of an image to its end. @returns its exit code and what it wrote. */
export async function runInContainer(
  image: AssembledImage,
  env: Record<string, string>,
  command: string[],
): Promise<{ code: number; output: string }> {
  const { exit, output } = startContainer(image, env, command);
  return { code: await exit, output: output() };
}

/** How long a program may take until its health check passes. */
const START_MS = 60_000;
/** Longer than a program that was asked to end may still serve. */
const STOP_MS = 15_000;

/** Waits until the image's health check passes. @throws Error with what the program wrote. */
export async function healthy(
  image: AssembledImage,
  env: Record<string, string>,
  container: Container,
): Promise<void> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    const { code } = await runInContainer(image, env, image.config.healthcheck ?? []);
    if (code === 0) return;
    if (container.child.exitCode !== null || Date.now() > deadline) throw new Error(container.output());
    await sleep(100);
  }
}

/** Waits until the program is gone. @returns its exit code. @throws Error when it stays. */
export async function ended({ exit, output }: Container): Promise<number> {
  const code = await Promise.race([exit, sleep(STOP_MS, null, { ref: false })]);
  if (code === null) throw new Error(`still there after ${STOP_MS} ms:\n${output()}`);
  return code;
}
