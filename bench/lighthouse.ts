import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { BrowserContext } from "playwright";
import { BUDGETS } from "@/tools/checks/budgets/budgets";
import { ensureChromium } from "@/tools/test/chromium";
import { startControl } from "./support/control";
import { withWeighedAirline } from "./support/weighed-airline";

/**
 * `npm run lighthouse [-- page …]`: the mobile performance of each page of the table of budgets, beside the control app's
 * page in the same run. npm fetches Lighthouse for it: it is larger than all that the site is made of.
 */
const LIGHTHOUSE = "lighthouse@12.8.2";
/** Each page is opened so often; the run with the middle score counts. */
const RUNS = 3;
const CONTROL_PORT = 3_830;
/** Below the control, at most. */
const AIM = { score: 0.03, blockedMs: 100, shift: 0.01 };

type Figures = { score: number; largestPaintMs: number; blockedMs: number; shift: number };
type Report = {
  categories: { performance: { score: number | null } };
  audits: Record<string, { numericValue?: number }>;
};

const wanted = process.argv.slice(2);
await withWeighedAirline(async ({ airline, contexts, addresses }) => {
  const control = await startControl(CONTROL_PORT);
  try {
    const floor = await measure(control.url, "");
    console.log("| Page | score | largest paint | blocked | shift | |\n|---|---|---|---|---|---|");
    console.log(lineOf("control", floor, floor));
    for (const { page, reader } of BUDGETS) {
      if (wanted.length > 0 && !wanted.includes(page)) continue;
      const url = `${airline.stack.app.url}/ko${addresses[page]}`;
      console.log(lineOf(page, await measure(url, await cookiesOf(contexts[reader], url)), floor));
    }
  } finally {
    await control.stop();
  }
});

async function measure(url: string, cookie: string): Promise<Figures> {
  const runs: Figures[] = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await runOnce(url, cookie));
  runs.sort((a, b) => a.score - b.score);
  return runs[Math.floor(RUNS / 2)] as Figures;
}

async function runOnce(url: string, cookie: string): Promise<Figures> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lighthouse-"));
  try {
    const output = path.join(folder, "report.json");
    const headers = path.join(folder, "headers.json");
    fs.writeFileSync(headers, JSON.stringify(cookie ? { Cookie: cookie } : {}));
    await promisify(execFile)(
      "npx",
      [
        ...["--yes", LIGHTHOUSE, url, "--quiet", "--only-categories=performance", "--output=json"],
        ...[`--output-path=${output}`, `--extra-headers=${headers}`],
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
      ],
      { cwd: folder, env: { ...process.env, CHROME_PATH: ensureChromium() }, timeout: 300_000 },
    );
    return figuresOf(JSON.parse(fs.readFileSync(output, "utf8")) as Report);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function figuresOf({ categories, audits }: Report): Figures {
  const { score } = categories.performance;
  if (score === null) throw new Error("Lighthouse gave no score");
  const of = (audit: string) => audits[audit]?.numericValue ?? Number.NaN;
  return {
    score,
    largestPaintMs: of("largest-contentful-paint"),
    blockedMs: of("total-blocking-time"),
    shift: of("cumulative-layout-shift"),
  };
}

async function cookiesOf(context: BrowserContext, url: string): Promise<string> {
  return (await context.cookies(url)).map(({ name, value }) => `${name}=${value}`).join("; ");
}

function lineOf(page: string, { score, largestPaintMs, blockedMs, shift }: Figures, floor: Figures): string {
  const isMet =
    score >= floor.score - AIM.score && blockedMs <= floor.blockedMs + AIM.blockedMs && shift <= AIM.shift;
  const cells = [
    page,
    score.toFixed(2),
    `${(largestPaintMs / 1_000).toFixed(1)} s`,
    `${Math.round(blockedMs)} ms`,
    shift.toFixed(3),
    isMet ? "met" : "missed",
  ];
  return `| ${cells.join(" | ")} |`;
}
