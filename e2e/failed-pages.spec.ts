import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import { book } from "./support/book";
import { expect, test } from "./support/stack";

/** Pages that are missing or that failed, without JavaScript: whole, and in the visitor's language. */
test.use({ javaScriptEnabled: false });

const words = {
  ko: { missing: "찾으시는 페이지가 없습니다", failed: "화면을 불러오지 못했습니다", home: "처음으로" },
  en: { missing: "Page not found", failed: "This page could not be loaded", home: "Home" },
};

for (const locale of ["ko", "en"] as const)
  test(`missing pages are whole before JavaScript: ${locale}`, async ({ browser, airline }) => {
    const context = await browser.newContext({
      locale: locale === "ko" ? "ko-KR" : "en-GB",
      baseURL: airline.url,
      javaScriptEnabled: false,
    });
    const page = await context.newPage();
    const held = await book(airline, await airline.customer());
    await airline.signedIn(context, locale);
    const addresses = [
      "/x",
      `/${locale}/x`,
      `/${locale}/admin/x`,
      `/${locale}/admin/flights`,
      "/favicon.ico",
    ];
    for (const address of [...addresses, `/${locale}/trips/${held.locator}`, "/_next/static/x.js"]) {
      const response = await page.goto(address);
      expect(response?.status(), address).toBe(404);
      await expect(page.locator("html"), address).toHaveAttribute("lang", locale);
      await expect(page, address).toHaveTitle(new RegExp(words[locale].missing));
      const main = page.getByRole("main");
      await expect(
        main.getByRole("heading", { level: 1, name: words[locale].missing }),
        address,
      ).toBeVisible();
      await expect(main.getByRole("link", { name: words[locale].home }), address).toHaveAttribute(
        "href",
        `/${locale}`,
      );
    }
    await context.close();
  });

test("a page that failed is whole before JavaScript, and names its entry in the log", async ({
  page,
  context,
  airline,
}) => {
  await airline.signIn(context, await airline.admin());
  expect((await page.goto("/en/admin/clients"))?.status()).toBe(200);
  // Nothing but this page reads the table.
  await database().execute(sql`alter table platform.clients rename to clients_away`);
  try {
    for (const locale of ["ko", "en"] as const) {
      expect((await page.goto(`/${locale}/admin/clients`))?.status()).toBe(500);
      await expect(page.locator("html")).toHaveAttribute("lang", locale);
      await expect(page).toHaveTitle(new RegExp(words[locale].failed));
      const alert = page.getByRole("main").getByRole("alert");
      await expect(alert.getByRole("heading", { level: 1, name: words[locale].failed })).toBeVisible();
      await expect(page.getByText(/(문의 번호|Reference) \w+/)).toBeVisible();
    }
  } finally {
    await database().execute(sql`alter table platform.clients_away rename to clients`);
  }
  expect((await page.goto("/en/admin/clients"))?.status()).toBe(200);
});
