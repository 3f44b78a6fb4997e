import { startNeonProxy } from "./proxy";

/** Runs the proxy by itself: DATABASE_URL is what it leads to, MSA_NEON_PROXY_PORT where it listens. */
const { DATABASE_URL, MSA_NEON_PROXY_PORT } = process.env;
if (!DATABASE_URL) throw new Error("DATABASE_URL is not set");

const proxy = await startNeonProxy(DATABASE_URL, Number(MSA_NEON_PROXY_PORT ?? 54_555));
console.log(`ready ${proxy.address}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void proxy.stop().then(() => process.exit(0)));
}
