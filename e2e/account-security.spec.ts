import type { Page } from "@playwright/test";
import { registerUser } from "@/server/identity";
import { systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import type { Airline } from "./support/airline";
import { agree } from "./support/site";
import { expect, test } from "./support/stack";
import { until } from "./support/until";

const password = "제주로-가는-푸른-바다길";
const newPassword = "부산에서-돌아온-하얀-갈매기";

async function member(locale: "ko" | "en" = "ko") {
  const email = `${uuidv7()}@example.com`;
  await registerUser(systemContext("test"), { email, name: "김민지", password, locale });
  return email;
}

/** Follows the link of the newest mail to this address whose text has `words`. */
async function follow(page: Page, airline: Airline, to: string, words: string): Promise<void> {
  const found = await until(
    async () => (await airline.mails(to)).find(({ text }) => text.includes(words)),
    (mail) => mail !== undefined,
  );
  const url = /https?:\/\/\S+\/api\/mail-link\S+/.exec(found?.text ?? "")?.[0] ?? "";
  const { pathname, search } = new URL(url);
  await page.goto(`${pathname}${search}`);
  expect(page.url()).not.toContain("token");
}

/** Waits for mails to this address whose subject has `words`. */
const mailed = (airline: Airline, to: string, words: string, count = 1) =>
  until(
    async () => (await airline.mails(to)).filter(({ subject }) => subject.includes(words)).length,
    (found) => found === count,
  );

const languages = {
  ko: {
    email: "이메일",
    password: "비밀번호",
    current: "현재 비밀번호",
    newEmail: "새 이메일",
    newPassword: "새 비밀번호",
    signIn: "로그인",
    ask: "재설정 메일 받기",
    sent: "메일을 확인해 주세요",
    resetMail: "새 비밀번호 정하기",
    save: "비밀번호 저장하기",
    saved: "새 비밀번호로 로그인해 주세요",
    change: "이메일 변경",
    send: "확인 메일 보내기",
    asked: "새 주소로 확인 메일을 보냈습니다",
    stopMail: "이메일 변경 막기",
    stop: "변경 막기",
    stopped: "이메일 변경을 막았습니다",
    resend: "확인 메일 받기",
    confirmMail: "이메일 주소 확인하기",
    confirm: "확인",
    confirmed: "이메일 주소를 확인했습니다",
    tooEasy: "추측하기 쉬운 비밀번호입니다.",
  },
  en: {
    email: "Email",
    password: "Password",
    current: "Current password",
    newEmail: "New email",
    newPassword: "New password",
    signIn: "Sign in",
    ask: "Send the link",
    sent: "Please check your mail",
    resetMail: "Choose a new password",
    save: "Save password",
    saved: "Sign in with your new password",
    change: "Change email",
    send: "Send the confirmation",
    asked: "We have written to the new address",
    stopMail: "Stop the change",
    stop: "Stop the change",
    stopped: "The change of your email is stopped",
    resend: "Send the confirmation",
    confirmMail: "Confirm my email",
    confirm: "Confirm",
    confirmed: "Your email is confirmed",
    tooEasy: "This password is easy to guess.",
  },
};

for (const { locale, javaScriptEnabled, width } of [
  { locale: "ko", javaScriptEnabled: true, width: 1280 },
  { locale: "ko", javaScriptEnabled: false, width: 1280 },
  { locale: "en", javaScriptEnabled: true, width: 360 },
] as const)
  test.describe(`${locale} at ${width} px, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled, viewport: { width, height: 800 } });
    const words = languages[locale];
    const press = (page: Page, name: string) =>
      page.getByRole("main").getByRole("button", { name, exact: true }).first().click();

    async function signIn(page: Page, email: string, secret: string): Promise<void> {
      await page.goto(`/${locale}/sign-in?next=/account/security`);
      await page.getByLabel(words.email).fill(email);
      await page.getByLabel(words.password).fill(secret);
      await press(page, words.signIn);
      await expect(page).toHaveURL(/\/account\/security$/);
    }

    test("a forgotten password is replaced by mail, and other sessions end", async ({
      page,
      browser,
      airline,
    }) => {
      const email = await member(locale);
      const phone = await (await airline.elsewhere(browser)).newPage();
      await signIn(phone, email, password);
      await page.goto(`/${locale}/forgotten-password`);
      await page.getByLabel(words.email).fill(email);
      await press(page, words.ask);
      await expect(page.getByText(words.sent)).toBeVisible();
      await follow(page, airline, email, words.resetMail);
      await page.getByLabel(words.newPassword).fill("qwer1234!!");
      await press(page, words.save);
      await expect(page.getByText(words.tooEasy, { exact: false })).toBeVisible();
      await page.getByLabel(words.newPassword).fill(newPassword);
      await press(page, words.save);
      await expect(page.getByText(words.saved)).toBeVisible();
      await signIn(page, email, newPassword);
      await phone.goto(`/${locale}/sign-in`);
      await expect(
        phone.getByText(/이 기기의 로그인이 종료|You were signed out on this device/),
      ).toBeVisible();
      await mailed(airline, email, "[MSA ", 2);
      await phone.context().close();
    });

    test("an address is confirmed, and a change of it is stopped by the mail to the old one", async ({
      page,
      airline,
    }) => {
      const email = await member(locale);
      await signIn(page, email, password);
      await press(page, words.resend);
      await follow(page, airline, email, words.confirmMail);
      await press(page, words.confirm);
      await expect(page.getByText(words.confirmed)).toBeVisible();
      await page.goto(`/${locale}/account/security`);
      await page.locator("main summary").click();
      const form = page.locator("main details");
      await form.getByLabel(words.newEmail).fill(`${uuidv7()}@example.com`);
      await form.getByLabel(words.current).fill(password);
      await form.getByRole("button", { name: words.send }).click();
      await expect(page.getByText(words.asked)).toBeVisible();
      await follow(page, airline, email, words.stopMail);
      await press(page, words.stop);
      await expect(page.getByText(words.stopped)).toBeVisible();
      await page.getByLabel(words.newPassword).fill(newPassword);
      await press(page, words.save);
      await signIn(page, email, newPassword);
    });
  });

test("an unknown address is answered with the same bytes, and gets no mail", async ({ page, airline }) => {
  const answers: string[] = [];
  const addresses = [await member(), `${uuidv7()}@example.com`];
  for (const email of addresses) {
    await page.goto("/ko/forgotten-password");
    await page.getByLabel("이메일").fill(email);
    await page.getByRole("button", { name: "재설정 메일 받기" }).click();
    await expect(page.getByText("메일을 확인해 주세요")).toBeVisible();
    answers.push(`${page.url()} ${await page.getByRole("main").innerText()}`);
  }
  expect(answers[0]).toBe(answers[1]);
  await mailed(airline, addresses[0] ?? "", "비밀번호 재설정");
  expect(await airline.mails(addresses[1] ?? "")).toEqual([]);
});

test("signing up with an address that has an account shows the same page, and tells its owner", async ({
  page,
  airline,
}) => {
  const email = await member();
  await page.goto("/ko/sign-up");
  await page.getByLabel("이름", { exact: true }).fill("김서연");
  await page.getByLabel("이메일", { exact: true }).fill(email);
  await page.getByLabel("비밀번호", { exact: true }).fill(newPassword);
  await agree(page);
  await page.getByRole("button", { name: "가입하기" }).click();
  await expect(page.getByText("이메일로 안내를 보내 드렸습니다")).toBeVisible();
  await mailed(airline, email, "이미 가입된");
});

test("a device is signed out from another one, which then says so; a double press does no harm", async ({
  page,
  browser,
  airline,
}) => {
  const email = await member();
  const enter = async (on: Page) => {
    await on.goto("/ko/sign-in?next=/account/security");
    await on.getByLabel("이메일").fill(email);
    await on.getByLabel("비밀번호").fill(password);
    await on.getByRole("main").getByRole("button", { name: "로그인" }).click();
    await expect(on.getByText("이 기기", { exact: true })).toBeVisible();
  };
  const phone = await (await airline.elsewhere(browser)).newPage();
  await enter(phone);
  await enter(page);
  await page.getByRole("button", { name: /Chrome 로그아웃$/ }).dblclick();
  await expect(page.getByText("기기를 로그아웃했습니다")).toBeVisible();
  await expect(page.getByRole("button", { name: /Chrome 로그아웃$/ })).toHaveCount(0);
  await phone.goto("/ko/sign-in");
  await expect(phone.getByText("이 기기의 로그인이 종료되었습니다")).toBeVisible();
  await phone.context().close();
});
