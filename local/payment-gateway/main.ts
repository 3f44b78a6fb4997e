import { errorText } from "../../server/shared/error-facts";
import { readConfig } from "./env";
import { Gateway } from "./gateway";
import { createGatewayServer, listen } from "./server";

const STOP_WITHIN_MS = 5_000;
const CLOSE_IDLE_EVERY_MS = 50;

// A reader of our output that goes away must not take the payments with it.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

/** What is in memory is now ahead of the disk: only a restart, which reads the log, makes them agree. */
function stopAtOnce(error: unknown): void {
  console.error("The payment gateway cannot write its log and stops.", errorText(error));
  process.exit(1);
}

async function main(): Promise<void> {
  const gateway = new Gateway(readConfig(process.env));
  await gateway.open(stopAtOnce);
  const server = createGatewayServer(gateway);
  const port = await listen(gateway, server);
  gateway.publicUrl = gateway.config.publicUrl ?? `http://localhost:${port}`;
  gateway.resume();

  const stop = async () => {
    setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref();
    const closed = new Promise((resolve) => server.close(resolve));
    // A kept-alive connection becomes idle only when the request it is in has been answered.
    setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS).unref();
    await closed;
    await gateway.close();
    process.exit(0);
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  process.stdout.write(`ready http://127.0.0.1:${port}\n`);
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
