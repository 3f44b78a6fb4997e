import { DEFAULTS, type ServerOptions } from "./options";
import { startInngestServer } from "./server";
import { isSigningKey } from "./signing";

/** Entry point: everything comes from the environment, see README.md. */
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
  const backoffMs = list(env.MSA_INNGEST_BACKOFF_MS ?? DEFAULTS.backoffMs.join(",")).map(Number);
  if (backoffMs.length === 0 || backoffMs.some((ms) => !(ms >= 0)))
    exit("MSA_INNGEST_BACKOFF_MS is no list of delays");
  return {
    ...DEFAULTS,
    databaseUrl: needed("DATABASE_URL"),
    schema: env.MSA_INNGEST_SCHEMA || DEFAULTS.schema,
    port: positive("MSA_INNGEST_PORT", 8288),
    eventKey: needed("INNGEST_EVENT_KEY"),
    signingKey,
    appUrls,
    backoffMs,
    workers: positive("MSA_INNGEST_WORKERS", DEFAULTS.workers),
    leaseMs: positive("MSA_INNGEST_LEASE_MS", DEFAULTS.leaseMs),
    log: (line) => console.error(`inngest-server: ${line}`),
  };
}

function exit(message: string): never {
  console.error(`inngest-server: ${message}`);
  process.exit(1);
}

// A supervisor that died must not take the server's output, and so the server, with it.
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
