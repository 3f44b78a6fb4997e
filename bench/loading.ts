import { type BrowserContext, chromium } from "playwright";
import { DEMO_ACCOUNTS } from "@/tools/seed/demo-accounts";
import { ensureChromium } from "@/tools/test/chromium";
import { measuredPages, type PageLoading, PHONE, readPageLoading } from "./support/page-loading";

/**
 * What a visit of each page costs a browser that has nothing cached: `node --import tsx bench/loading.ts [address] [day]`, with
 * the site of `npm start` running.
 */
const [address = "http://localhost:3000", day = dayFromNow(10)] = process.argv.slice(2);

function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** Signs in as the demo account of a role, by the form. */
async function signIn(context: BrowserContext, role: "CUSTOMER" | "ADMIN"): Promise<void> {
  const account = DEMO_ACCOUNTS.find((each) => each.role === role);
  if (!account) throw new Error(`no demo account is ${role}`);
  const page = await context.newPage();
  await page.goto(`${address}/ko/sign-in`);
  await page.getByLabel("이메일").fill(account.email);
  await page.getByLabel("비밀번호", { exact: true }).fill(account.password);
  await page.locator("main form button[type=submit]").first().click();
  await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
  await page.close();
}

const browser = await chromium.launch({
  executablePath: ensureChromium(),
  args: ["--no-sandbox", "--disable-background-networking"],
});
const rows: PageLoading[] = [];
try {
  for (const who of ["visitor", "customer", "admin"] as const) {
    const context = await browser.newContext({ viewport: PHONE });
    if (who !== "visitor") await signIn(context, who === "admin" ? "ADMIN" : "CUSTOMER");
    for (const { path } of measuredPages(day).filter((each) => each.who === who))
      for (const locale of ["ko", "en"])
        rows.push(await readPageLoading(context, `${address}/${locale}${path}`));
    await context.close();
  }
} finally {
  await browser.close();
}
console.log("| Page | Fonts | Scripts | Styles | HTML | Prefetches | Shift |\n|---|---|---|---|---|---|---|");
const kb = (bytes: number) => (bytes / 1_000).toFixed(1);
for (const { path, fonts, scripts, styles, htmlBytes, prefetches, shift } of rows)
  console.log(
    `| ${path} | ${kb(fonts.bytes)} KB, ${fonts.files} | ${kb(scripts.bytes)} KB, ${scripts.files} | ${kb(styles.bytes)} KB | ${kb(htmlBytes)} KB | ${prefetches} | ${shift.toFixed(3)} |`,
  );
