import { defaultsOf, type Mode, type ServerOptions } from "./options";
import { startInngestServer } from "./server";
import { isSigningKey } from "./signing";

/** The server's process. README.md lists its environment variables. */
function fromEnvironment(env: NodeJS.ProcessEnv): ServerOptions {
  const needed = (name: string): string => env[name] || exit(`${name} is missing`);
  const positive = (name: string, fallback: number): number => {
    const value = env[name] ? Number(env[name]) : fallback;
    return Number.isSafeInteger(value) && value > 0 ? value : exit(`${name} is not a positive integer`);
  };
  const list = (text: string) => text.split(",").flatMap((part) => part.trim() || []);

  const signingKey = needed("INNGEST_SIGNING_KEY");
  if (!isSigningKey(signingKey)) exit("INNGEST_SIGNING_KEY is not hex of at least 16 bytes");
  const appUrls = list(needed("MSA_INNGEST_APP_URL"));
  for (const url of appUrls) if (!URL.canParse(url)) exit(`MSA_INNGEST_APP_URL has no valid URL: ${url}`);
  const mode = env.MSA_INNGEST_MODE || "kind";
  if (!isMode(mode)) exit(`MSA_INNGEST_MODE is neither kind nor harsh: ${mode}`);
  const defaults = defaultsOf(mode);
  const backoffMs = list(env.MSA_INNGEST_BACKOFF_MS ?? defaults.backoffMs.join(",")).map(Number);
  if (backoffMs.length === 0 || backoffMs.some((ms) => !(ms >= 0)))
    exit("MSA_INNGEST_BACKOFF_MS is no list of delays");
  return {
    ...defaults,
    databaseUrl: needed("DATABASE_URL"),
    schema: env.MSA_INNGEST_SCHEMA || defaults.schema,
    port: positive("MSA_INNGEST_PORT", 8288),
    eventKey: needed("INNGEST_EVENT_KEY"),
    signingKey,
    appUrls,
    backoffMs,
    backoffJitterMs: env.MSA_INNGEST_BACKOFF_MS ? 0 : defaults.backoffJitterMs,
    queueMs: positive("MSA_INNGEST_QUEUE_MS", defaults.queueMs),
    workers: positive("MSA_INNGEST_WORKERS", defaults.workers),
    leaseMs: positive("MSA_INNGEST_LEASE_MS", defaults.leaseMs),
    log: (line) => console.error(`inngest-server: ${line}`),
  };
}

function isMode(text: string): text is Mode {
  return text === "kind" || text === "harsh";
}

function exit(message: string): never {
  console.error(`inngest-server: ${message}`);
  process.exit(1);
}

// When the supervisor dies, writing to its pipe fails; that must not end the server.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

const options = fromEnvironment(process.env);
const server = await startInngestServer(options).catch((error: NodeJS.ErrnoException) =>
  exit(error.code === "EADDRINUSE" ? `port ${options.port} is already in use` : error.message),
);
console.log(`ready ${server.url}`);

let stopping = false;
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    server.stop().then(
      () => process.exit(0),
      (error: Error) => exit(error.message),
    );
  });
}
