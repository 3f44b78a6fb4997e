import path from "node:path";
import { closeDatabase } from "@/db/client";
import { runningStack } from "@/tools/start/run-file";
import { loadSecrets } from "@/tools/start/secrets";
import { type Options, readOptions, requireLocal } from "./options";
import { lawLines, lawsAfter, simulate } from "./simulation";

/**
 * `npm run simulate -- --per-minute 30 --minutes 10 --mix book=5,cancel=1 --seed 1`: acts as customers of the airline that
 * runs here. It ends by itself or by Ctrl-C, prints what became of each action, and exits with 1 when a law is broken.
 */
const say = (text: string) => process.stdout.write(`${text}\n`);

try {
  process.exitCode = await run(readOptions(process.argv.slice(2)));
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  await closeDatabase();
}

async function run(options: Options): Promise<number> {
  adoptRunningAirline();
  const { gatewayUrl } = requireLocal(process.env, options);
  const stop = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => stop.abort());
  say(`${options.perMinute} actions a minute for ${options.minutes} minutes; Ctrl-C ends it.`);
  const tally = await simulate({ ...options, gatewayUrl, signal: stop.signal });
  say(`\n${tally.table()}`);
  for (const fault of tally.faults.slice(0, 5)) say(`fault: ${fault}`);
  const reports = await lawsAfter(gatewayUrl);
  say(`\n${lawLines(reports)}`);
  return reports.every(({ ok }) => ok) ? 0 : 1;
}

/** Takes the addresses and keys of the airline that `npm start` runs, unless the environment names another. */
function adoptRunningAirline(): void {
  const dataDir = path.resolve(process.env.MSA_DATA_DIR || ".data");
  const running = process.env.DATABASE_URL ? null : runningStack(dataDir);
  if (!running) return;
  const { postgres, gateway, app, inngest } = running.addresses;
  const addresses = {
    ...{ DATABASE_URL: postgres, STRIPE_API_URL: gateway, APP_URL: app, NEXTAUTH_URL: app },
    ...{ INNGEST_BASE_URL: inngest, INNGEST_SERVE_ORIGIN: app, SMTP_URL: "smtp://127.0.0.1:1025" },
  };
  const given = Object.entries({ ...loadSecrets(dataDir), ...addresses, LOG_LEVEL: "error" });
  for (const [name, value] of given) if (value && !process.env[name]) process.env[name] = value;
}
