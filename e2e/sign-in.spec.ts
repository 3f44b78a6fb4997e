import type { Browser, BrowserContext, Page } from "@playwright/test";
import { registerUser } from "@/server/identity";
import { uuidv7 } from "@/server/shared/ids";
import type { Airline } from "./support/airline";
import { agree } from "./support/site";
import { expect, test } from "./support/stack";

const password = "제주로-가는-푸른-바다길";

async function member() {
  const email = `${uuidv7()}@example.com`;
  await registerUser(
    { actor: { kind: "ANONYMOUS", address: email } },
    { email, name: "김민지", password, locale: "ko" },
  );
  return email;
}

async function enter(page: Page, email: string, secret: string): Promise<void> {
  await page.getByLabel("이메일", { exact: true }).fill(email);
  await page.getByLabel("비밀번호", { exact: true }).fill(secret);
  await page.getByRole("main").getByRole("button", { name: "로그인" }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.getByLabel("김민지", { exact: false }).first().click();
  await page.getByRole("banner").getByRole("button", { name: "로그아웃" }).click();
  await expect(page).toHaveURL(/\/ko$/);
  await expect(page.getByRole("banner").getByRole("link", { name: "로그인" })).toBeVisible();
}

/** A second browser with a copy of this one's cookies. */
async function copyOf(context: BrowserContext, browser: Browser, airline: Airline): Promise<BrowserContext> {
  const copy = await airline.elsewhere(browser);
  await copy.addCookies(await context.cookies());
  return copy;
}

const isSignedIn = async (context: BrowserContext) => {
  const page = await context.newPage();
  await page.goto("/ko/account");
  const asked = page.getByText("로그인이 필요합니다", { exact: true });
  await expect(asked.or(page.getByRole("heading", { name: "회원 정보" }))).toBeVisible();
  const signedIn = (await asked.count()) === 0;
  await page.close();
  return signedIn;
};

for (const javaScriptEnabled of [false, true])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    test("a wrong password is refused, the right one leads to the wanted page, and signing out ends every copy", async ({
      page,
      context,
      browser,
      airline,
    }) => {
      const email = await member();
      await page.goto(`/ko/sign-in?${new URLSearchParams({ callbackUrl: "/ko/mileage" })}`);
      await enter(page, "", "");
      await expect(page.getByText("입력해 주세요.").first()).toBeVisible();
      await enter(page, email, "not-the-password-at-all");
      await expect(page.getByText("이메일이나 비밀번호가 맞지 않습니다.")).toBeVisible();
      await expect(page.getByLabel("이메일", { exact: true })).toHaveValue(email);
      await enter(page, email, password);
      await expect(page).toHaveURL(/\/ko\/mileage$/);
      const copy = await copyOf(context, browser, airline);
      expect(await isSignedIn(copy)).toBe(true);
      await signOut(page);
      expect(await isSignedIn(copy)).toBe(false);
      await copy.close();
    });

    test("an account is made after an easy password was refused, and its password signs in", async ({
      page,
    }) => {
      const email = `${uuidv7()}@example.com`;
      await page.goto("/ko/sign-up?next=/account");
      const fill = async (secret: string) => {
        await page.getByLabel("이름", { exact: true }).fill("김민지");
        await page.getByLabel("이메일", { exact: true }).fill(email);
        await page.getByLabel("비밀번호", { exact: true }).fill(secret);
        await agree(page);
        await page.getByRole("button", { name: "가입하기" }).click();
      };
      await fill("qwer1234!!");
      await expect(page.getByText("추측하기 쉬운 비밀번호입니다.", { exact: false })).toBeVisible();
      await fill(password);
      await expect(page.getByText("이메일로 안내를 보내 드렸습니다")).toBeVisible();
      await enter(page, email, password);
      await expect(page).toHaveURL(/\/ko\/account$/);
      await expect(page.getByRole("main").getByText(email)).toBeVisible();
    });

    test("signing out everywhere signs every browser out", async ({ page, context, browser, airline }) => {
      const email = await member();
      await page.goto("/ko/sign-in?next=/account");
      await enter(page, email, password);
      await expect(page).toHaveURL(/\/ko\/account$/);
      const phone = await airline.elsewhere(browser);
      const phonePage = await phone.newPage();
      await phonePage.goto("/ko/sign-in?next=/account");
      await enter(phonePage, email, password);
      await expect(phonePage).toHaveURL(/\/ko\/account$/);
      await page.getByRole("button", { name: "모든 기기에서 로그아웃" }).click();
      await expect(page.getByText("모든 기기에서 로그아웃되었습니다")).toBeVisible();
      expect([await isSignedIn(context), await isSignedIn(phone)]).toEqual([false, false]);
      await phone.close();
    });
  });

test("the form says when the site cannot be reached", async ({ page }) => {
  await page.goto("/ko/sign-in");
  await page.route("**/sign-in**", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await enter(page, "minji@example.com", password);
  await expect(page.getByText("지금은 연결할 수 없습니다.", { exact: false })).toBeVisible();
});

test("the sign-in library answers what providers need, and nothing else", async ({ airline }) => {
  const status = async (path: string, method = "GET") =>
    (await airline.fetch(null, `/api/auth/${path}`, { method })).status;
  expect([await status("providers"), await status("csrf")]).toEqual([200, 200]);
  for (const path of ["_log", "session", "signout", "callback/credentials", "signin/nobody"])
    for (const method of ["GET", "POST"]) expect(await status(path, method), `${method} ${path}`).toBe(404);
});
