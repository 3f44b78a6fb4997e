import type { AddressInfo, Server as NetServer } from "node:net";
import { readConfig } from "./env";
import { MailStore } from "./mail-store";
import { createPageServer } from "./page-server";
import { createMailServer } from "./smtp";

const HOST = "127.0.0.1";
const STOP_WITHIN_MS = 3_000;
const CLOSE_IDLE_EVERY_MS = 50;

// A reader of our output that goes away must not take the mails with it.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

async function listen(server: NetServer, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const store = await MailStore.open(config.folder, config.keep);
  const smtp = createMailServer(store);
  const smtpPort = await listen(smtp.server.server, config.smtpPort);
  const smtpUrl = `smtp://${HOST}:${smtpPort}`;
  const pages = createPageServer({ store, smtp, smtpUrl });
  const pagePort = await listen(pages, config.pagePort);

  const stop = async () => {
    setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref();
    // A kept-alive connection becomes idle only when the request it is in has been answered.
    setInterval(() => pages.closeIdleConnections(), CLOSE_IDLE_EVERY_MS).unref();
    await Promise.all([
      new Promise<void>((resolve) => smtp.server.close(resolve)),
      new Promise<unknown>((resolve) => pages.close(resolve)),
    ]);
    process.exit(0);
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  process.stdout.write(`ready http://${HOST}:${pagePort} ${smtpUrl}\n`);
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
