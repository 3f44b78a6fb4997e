import { hold } from "./support/book";
import { agree, openReview } from "./support/site";
import { expect, test } from "./support/stack";

const texts = {
  ko: { privacy: "개인정보 처리방침", old: "이전 버전입니다", example: "예시 정보입니다" },
  en: { privacy: "Privacy Policy", old: "This is an earlier version", example: "Example data" },
};

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
    test.use({ javaScriptEnabled });

    for (const locale of ["ko", "en"] as const)
      test(`the privacy policy, its earlier version and who sells are read, in ${locale}`, async ({
        page,
      }) => {
        const t = texts[locale];
        await page.goto(`/${locale}/legal`);
        await page.getByRole("main").getByRole("link", { name: t.privacy }).click();
        await expect(page.getByRole("heading", { level: 1, name: t.privacy })).toBeVisible();
        await page.getByRole("contentinfo").first().getByRole("link").last().waitFor();
        await page.locator(`a[href$='/legal/privacy/2026-10-01']`).click();
        await expect(page.getByText(t.old)).toBeVisible();
        await expect(page.locator("body > * footer, footer").getByText(t.example)).toBeVisible();
        expect((await page.goto(`/${locale}/legal/privacy/1999-01-01`))?.status()).toBe(404);
      });

    test("a payment asks for each document by itself, tells what changed, and loses no tick", async ({
      page,
      context,
      airline,
    }) => {
      const customer = await airline.signedIn(context);
      await openReview(page, await hold(airline, customer));
      const boxes = page.locator("input[type=checkbox][name^='consent.']");
      await expect(boxes).toHaveCount(3);
      for (const box of await boxes.all()) await expect(box).not.toBeChecked();
      await page.getByLabel("여객운송약관에 동의합니다. (필수)").check();
      await page.getByRole("button", { name: /결제하기$/ }).click();
      await expect(page.getByText("내용을 확인하고 동의해 주세요.")).toHaveCount(2);
      await expect(page.getByLabel("여객운송약관에 동의합니다. (필수)")).toBeChecked();
      await agree(page);
      await page.getByRole("button", { name: /결제하기$/ }).click();
      await expect(page.getByRole("heading", { name: "카드 정보" })).toBeVisible();
    });

    test("advertising is agreed to and withdrawn on the account page", async ({ page, context, airline }) => {
      await airline.signedIn(context);
      await page.goto("/ko/account/consents");
      await page.getByRole("button", { name: "수신 동의하기" }).click();
      await expect(page.getByText("수신에 동의하셨습니다.")).toBeVisible();
      await page.getByRole("button", { name: "동의 철회하기" }).click();
      await expect(page.getByText("수신에 동의하지 않으셨습니다.")).toBeVisible();
      await expect(page.getByRole("cell", { name: "철회" })).toHaveCount(1);
    });
  });

test("a text that changed between page and press is named and asked again; the other ticks stay", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  await openReview(page, await hold(airline, customer));
  await page.getByLabel("아래 내용에 모두 동의합니다 (선택)").check();
  const privacy = page.locator("input[name='consent.privacy']");
  await expect(privacy).toBeChecked();
  // The page as it was before the new version.
  await privacy.evaluate((box: HTMLInputElement) => {
    box.value = "2026-10-01";
  });
  await page.getByRole("button", { name: /결제하기$/ }).click();
  await expect(page.getByText("그 사이에 내용이 새로 바뀌었습니다.", { exact: false })).toBeVisible();
  await expect(page.locator("input[name='consent.fare-rules']")).toBeChecked();
});

test("nobody becomes a member without the required documents; the optional one may be left out", async ({
  page,
}) => {
  await page.goto("/ko/sign-up?next=/account/consents");
  await page.getByLabel("이름", { exact: true }).fill("김민지");
  const email = `${Date.now()}-consents@example.com`;
  await page.getByLabel("이메일", { exact: true }).fill(email);
  await page.getByLabel("비밀번호", { exact: true }).fill("제주로-가는-푸른-바다길");
  await page.getByRole("button", { name: "가입하기" }).click();
  await expect(page.getByText("내용을 확인하고 동의해 주세요.")).toHaveCount(2);
  await page.getByLabel("이용약관에 동의합니다. (필수)").check();
  await page.getByLabel(/개인정보의 수집과 이용에 동의합니다/).check();
  await page.getByLabel("비밀번호", { exact: true }).fill("제주로-가는-푸른-바다길");
  await page.getByRole("button", { name: "가입하기" }).click();
  await page.waitForURL(/sign-in/);
  await page.getByLabel("이메일", { exact: true }).fill(email);
  await page.getByLabel("비밀번호", { exact: true }).fill("제주로-가는-푸른-바다길");
  await page.locator("main form button[type=submit]").first().click();
  await expect(page).toHaveURL(/\/ko\/account\/consents$/);
  await expect(page.getByRole("cell", { name: /이용약관/ })).toBeVisible();
  await expect(page.getByText("수신에 동의하지 않으셨습니다.")).toBeVisible();
});
