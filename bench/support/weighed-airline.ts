import path from "node:path";
import { type Browser, chromium } from "playwright";
import { migrate } from "@/db/migrate";
import { Airline } from "@/e2e/support/airline";
import { budgetReaders } from "@/e2e/support/budget-pages";
import { seed } from "@/tools/seed/main";
import { emptyDataDir } from "@/tools/start/data-dir";
import { startStack } from "@/tools/start/stack";
import { ensureChromium } from "@/tools/test/chromium";

type Opened = Awaited<ReturnType<typeof budgetReaders>> & { airline: Airline; browser: Browser };

/** Starts the airline with the pages of the table of budgets and somebody signed in for each kind of reader, for the time of `use`. */
export async function withWeighedAirline(use: (opened: Opened) => Promise<void>): Promise<void> {
  const dataDir = path.resolve(".data-weights");
  await emptyDataDir(dataDir);
  const stack = await startStack({
    dataDir,
    env: {},
    ports: { app: 3800, postgres: 55_100, inngest: 9000, gateway: 13_100, mailbox: 9050, smtp: 2050 },
    prepare: async (url) => {
      await migrate(url);
      await seed(url, { days: 9 });
    },
  });
  Object.assign(process.env, stack.environment);
  const airline = new Airline(stack);
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: ["--no-sandbox", "--disable-background-networking", "--disable-gpu"],
  });
  try {
    await use({ ...(await budgetReaders(airline, () => airline.elsewhere(browser))), airline, browser });
  } finally {
    await browser.close();
    await airline.close();
    await stack.stop();
  }
}
