import path from "node:path";
import { migrate, migrationUrl } from "@/db/migrate";
import { DEMO_ACCOUNTS, seed, seedOptions } from "@/tools/seed/main";
import { tellGateway } from "@/tools/seed/past/tell-gateway";
import { progressLine, readyBlock } from "./banner";
import { keepRunning } from "./keep-running";
import { tailOf } from "./log-tail";
import { AlreadyRunningError } from "./run-file";
import { Stack, type StackOptions } from "./stack";

/** `npm start` and `npm run dev`: the whole airline on one machine, until Ctrl-C. A part that dies is started again. */
const dev = process.argv.includes("--dev");
const say = (text: string) => process.stdout.write(`${text}\n`);

// A closed terminal or a broken pipe must not end this process before the parts are stopped.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

const stack = createStack({
  dev,
  prepare: (databaseUrl) => migrate(migrationUrl(databaseUrl)),
  // A database that was given gets no demo data unasked.
  fill: async (databaseUrl, real) => {
    if (real.database) return;
    // Real payments cannot be made after the fact: with a real provider there is no past.
    await seed(databaseUrl, { ...seedOptions(), ...(real.payments && { pastDays: 0 }) });
    if (!real.payments) await tellGateway(databaseUrl, stack.gateway.url);
  },
  onProgress: (part, tookMs) => say(progressLine(part, tookMs)),
});

/** Says in a sentence, not in a stack trace, which service is given only in part. */
function createStack(options: StackOptions): Stack {
  try {
    return new Stack(options);
  } catch (error) {
    say(`Cannot start: ${messageOf(error)}`);
    process.exit(1);
  }
}

let stopping: Promise<void> | null = null;

/** Stops every part, once, and exits. The first caller decides the exit code. */
function leave(why: string, exitCode: number): void {
  stopping ??= (async () => {
    say(`\n${why}: stopping …`);
    try {
      const restartsEnded = running.stop();
      await stack.stop();
      await restartsEnded;
      say("Everything is stopped.");
    } catch (error) {
      exitCode = 1;
      say(`Not everything could be stopped: ${messageOf(error)}`);
    }
    process.exit(exitCode);
  })();
}

process.on("SIGINT", () => leave("Ctrl-C", 0));
process.on("SIGTERM", () => leave("SIGTERM", 0));
process.on("SIGHUP", () => leave("The terminal was closed", 0));
process.on("uncaughtException", (error) => leave(`Unexpected: ${error.stack ?? error}`, 1));
leaveWithNpm();

const running = keepRunning(stack, {
  say: (text) => say(`\n${text}`),
  onEnd: (part) => say(`The end of ${relative(part.logFile)}:\n${tailOf(part.logFile, 25)}`),
});

try {
  say(`MSA Air ${dev ? "(development) " : ""}is starting …`);
  await stack.start();
  say(readyBlock(stack, DEMO_ACCOUNTS, process.uptime() * 1000));
} catch (error) {
  if (error instanceof AlreadyRunningError) {
    const site = error.record.addresses.app;
    say(`MSA Air is already running here (pid ${error.record.supervisor.pid})${site ? `: ${site}` : ""}.`);
    process.exit(1);
  }
  if (!stopping) leave(`Could not start: ${messageOf(error).trimEnd()}\n\nGiving up`, 1);
}

/** Ends when npm is gone: an npm that is killed with SIGKILL passes no signal on. */
function leaveWithNpm(): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) leave("npm is gone", 1);
  }, 500).unref();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function relative(file: string): string {
  return path.relative(process.cwd(), file);
}
