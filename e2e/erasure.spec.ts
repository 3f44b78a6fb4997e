import { registerUser } from "@/server/identity";
import { systemContext } from "@/server/shared/context";
import { uuidv7 } from "@/server/shared/ids";
import { hold } from "./support/book";
import { expect, test } from "./support/stack";
import { until } from "./support/until";

const password = "제주로-가는-푸른-바다길";
const words = {
  ko: {
    ...{
      email: "이메일",
      password: "비밀번호",
      signIn: "로그인",
      link: "회원 탈퇴 안내 보기",
      button: "탈퇴하기",
    },
    ...{
      agree: /위 내용을 모두 확인했으며/,
      unread: "내용을 확인하고 동의해 주세요.",
      wrong: "비밀번호가 맞지 않습니다.",
    },
    ...{ done: "회원 탈퇴가 완료되었습니다", mail: "[MSA 항공] 회원 탈퇴가 완료되었습니다" },
  },
  en: {
    ...{ email: "Email", password: "Password", signIn: "Sign in", link: "How to delete your account" },
    ...{
      button: "Delete my account",
      agree: /I have read all of this/,
      unread: "Please read this and agree.",
    },
    ...{
      wrong: "The password is not right.",
      done: "Your account is deleted",
      mail: "[MSA Air] Your account is deleted",
    },
  },
};

for (const { locale, javaScriptEnabled, width } of [
  { locale: "ko", javaScriptEnabled: true, width: 1440 },
  { locale: "en", javaScriptEnabled: false, width: 360 },
] as const)
  test.describe(`${locale} at ${width} px, ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled, viewport: { width, height: 800 } });

    test("an account is deleted after its password, and opens no more", async ({ page, airline }) => {
      const w = words[locale];
      const email = `${uuidv7()}@example.com`;
      await registerUser(systemContext("test"), { email, name: "김민지", password, locale });
      const signIn = async () => {
        await page.goto(`/${locale}/sign-in?next=/account/data`);
        await page.getByLabel(w.email).fill(email);
        await page.getByLabel(w.password).fill(password);
        await page.getByRole("main").getByRole("button", { name: w.signIn, exact: true }).first().click();
      };
      await signIn();
      await page.getByRole("link", { name: w.link }).click();
      const button = page.getByRole("button", { name: w.button });
      await button.click();
      await expect(page.getByText(w.unread)).toBeVisible();
      await page.getByLabel(w.password).fill("wrong-wrong-wrong");
      await page.getByLabel(w.agree).check();
      await button.click();
      await expect(page.getByText(w.wrong)).toBeVisible();
      await page.getByLabel(w.password).fill(password);
      await page.getByLabel(w.agree).check();
      await button.click();
      await expect(page.getByText(w.done)).toBeVisible();
      await until(
        async () => (await airline.mails(email)).filter(({ subject }) => subject === w.mail).length,
        (count) => count === 1,
      );
      await signIn();
      await expect(page).toHaveURL(/sign-in/);
      await expect(page.getByRole("main").getByRole("alert").first()).toBeVisible();
    });
  });

test("somebody with a trip ahead is told so, and keeps the account", async ({ page, context, airline }) => {
  const customer = await airline.signedIn(context);
  await hold(airline, customer);
  await page.goto("/ko/account/delete");
  // Customers of tests share a password that nobody knows: the refusal of the password comes first.
  await page.getByLabel("비밀번호").fill("wrong-wrong-wrong");
  await page.getByLabel(/위 내용을 모두 확인했으며/).check();
  await page.getByRole("button", { name: "탈퇴하기" }).click();
  await expect(page.getByText("비밀번호가 맞지 않습니다.")).toBeVisible();
  await page.goto("/ko/account/delete?refused=tripsOpen");
  await expect(page.getByText("아직 탑승하지 않았거나 결제를 기다리는 예약이 있습니다.")).toBeVisible();
  await page.getByRole("link", { name: "내 여행 보기" }).click();
  await expect(page).toHaveURL(/\/trips$/);
});
