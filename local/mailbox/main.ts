import { closeGently, listen, runStandIn } from "@/local/shared/http";
import { readConfig } from "./env";
import { MailStore } from "./mail-store";
import { createPageServer } from "./page-server";
import { createMailServer } from "./smtp";

const STOP_WITHIN_MS = 3_000;

runStandIn(STOP_WITHIN_MS, async (stopped) => {
  const config = readConfig(process.env);
  const store = await MailStore.open(config.folder, config.keep);
  const smtp = createMailServer(store);
  const smtpUrl = `smtp://127.0.0.1:${await listen(smtp.server.server, config.smtpPort)}`;
  const pages = createPageServer({ store, smtp, smtpUrl });
  const pagePort = await listen(pages, config.pagePort);
  process.stdout.write(`ready http://127.0.0.1:${pagePort} ${smtpUrl}\n`);
  await stopped;
  await Promise.all([closeGently(pages), new Promise<void>((resolve) => smtp.server.close(resolve))]);
});
