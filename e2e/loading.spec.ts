import { measuredPages, PHONE, readPageLoading } from "@/bench/support/page-loading";
import { koreanDay } from "./support/site";
import { expect, test } from "./support/stack";

/** What a page makes a browser fetch besides what its visitor asked for. */

/** Bytes of the one font of a page, the head of its answer included. */
const FONT_BYTES = { ko: 110_000, en: 20_000 };
const MOST_PREFETCHES = 3;

test("each page loads one font and no other page, and does not move", async ({ browser, airline }) => {
  const people = {
    visitor: null,
    customer: await airline.customer("en"),
    // A Korean name on an English page would load the Korean font, as it should.
    admin: await airline.staff("ADMIN", "en"),
  };
  for (const locale of ["ko", "en"] as const)
    for (const { path, who } of measuredPages(koreanDay(9))) {
      const person = people[who];
      const context = await browser.newContext({ viewport: PHONE });
      if (person) await airline.signIn(context, person);
      const loading = await readPageLoading(context, `${airline.url}/${locale}${path}`);
      await context.close();
      expect.soft(loading.fonts.files, loading.path).toBe(1);
      expect.soft(loading.fonts.bytes, loading.path).toBeLessThanOrEqual(FONT_BYTES[locale]);
      expect.soft(loading.prefetches, loading.path).toBeLessThanOrEqual(MOST_PREFETCHES);
      expect.soft(loading.shift, loading.path).toBeLessThanOrEqual(0.01);
    }
});

test("a name with a rare syllable loads the file of that syllable alone", async ({ page }) => {
  const files: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes(".woff2")) files.push(request.url());
  });
  await page.goto("/ko");
  const heading = page.getByRole("heading", { level: 1 });
  await expect.poll(() => page.evaluate(() => document.styleSheets.length)).toBeGreaterThan(2);
  expect(files.length).toBe(1);
  await heading.evaluate((element) => {
    element.textContent = "뷁쀍";
  });
  await expect.poll(() => files.length).toBe(3);
  const drawn = await page.evaluate(async () => {
    await document.fonts.ready;
    return document.fonts.check('700 16px "Air Rare"', "뷁쀍");
  });
  expect(drawn).toBe(true);
});

test("scripts and pages come by brotli, or by gzip where a client reads no brotli", async ({ airline }) => {
  const page = await fetch(`${airline.url}/ko`, { headers: { "accept-encoding": "br" } });
  expect(page.headers.get("content-encoding")).toBe("br");
  const [script = ""] = /\/_next\/static\/chunks\/[^"]+\.js/.exec(await page.text()) ?? [];
  for (const encoding of ["br", "gzip"]) {
    const file = await fetch(`${airline.url}${script}`, { headers: { "accept-encoding": encoding } });
    expect([file.status, file.headers.get("content-encoding")]).toEqual([200, encoding]);
    expect(file.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect((await file.text()).length).toBeGreaterThan(1_000);
  }
});
