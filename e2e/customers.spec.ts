import { sql } from "drizzle-orm";
import { book } from "./support/book";
import { balanceOf, count } from "./support/database";
import { expect, test } from "./support/stack";
import { until } from "./support/until";

test("staff find a customer, give miles once, write a note and send an e-mail again; the customer sees only the miles", async ({
  page,
  airline,
  browser,
}) => {
  const customer = await airline.customer();
  const { reservationId, locator } = await book(airline, customer);
  await airline.drained();
  const before = await balanceOf(customer.id);
  await airline.signIn(page.context(), await airline.admin());

  await page.goto("/ko/admin/customers");
  await page.getByRole("searchbox", { name: "고객 검색" }).fill(customer.email);
  await page.getByRole("button", { name: "검색" }).click();
  const row = page.getByRole("row").filter({ hasText: customer.email });
  await row.getByRole("link", { name: customer.name }).click();
  await expect(page.getByRole("link", { name: locator })).toBeVisible();

  // Bad input is said at its field, and nothing that was typed is lost.
  await page.getByRole("link", { name: "마일리지", exact: true }).click();
  await page.getByLabel("마일리지", { exact: true }).fill("1.5");
  await page.getByLabel("사유").fill("누락 적립");
  await page.getByRole("button", { name: "조정하기" }).click();
  await expect(page.getByText("마일리지를 소수점 없이 숫자로 입력해 주세요.")).toBeVisible();
  await expect(page.getByLabel("사유")).toHaveValue("누락 적립");
  await page.getByLabel("마일리지", { exact: true }).fill("1,500");
  await page.getByRole("button", { name: "조정하기" }).dblclick();
  await expect(page.getByText("마일리지를 조정했습니다.")).toBeVisible();
  await expect(page.getByRole("cell", { name: "+1,500" })).toHaveCount(1);
  expect(await balanceOf(customer.id)).toBe(before + 1_500);

  await page.getByRole("link", { name: "메모", exact: true }).click();
  await page.getByLabel("새 메모").fill("전화 문의 응대 완료");
  await page.getByRole("button", { name: "메모 남기기" }).click();
  await expect(page.getByRole("list", { name: "메모 목록" })).toContainText("전화 문의 응대 완료");

  await page.goto(`/ko/admin/reservations/${reservationId}`);
  await page
    .getByRole("row", { name: /이메일/ })
    .getByRole("link", { name: /확정/ })
    .click();
  await expect(page.getByText(customer.email).first()).toBeVisible();
  await page.getByRole("button", { name: "다시 보내기" }).click();
  await expect(page.getByText("다시 보내도록 요청했습니다.")).toBeVisible();
  const confirmations = async () =>
    (await airline.mails(customer.email)).filter(({ subject }) => subject.includes(locator));
  await until(confirmations, (mails) => mails.length === 2, { timeoutMs: 20_000 });
  await page.reload();
  await expect(page.getByRole("row", { name: /발송 완료/ })).toBeVisible();

  await airline.drained();
  const theirs = await airline.elsewhere(browser);
  await airline.signIn(theirs, customer);
  const own = await theirs.newPage();
  await own.goto("/ko/mileage");
  await expect(own.getByText("고객센터 조정")).toBeVisible();
  await expect(own.getByText("누락 적립")).toHaveCount(0);
  await own.goto("/ko/history");
  await expect(own.getByText("고객센터에서 마일리지를 더해 드렸습니다")).toBeVisible();
  await expect(own.getByText("이메일을 다시 보내 드렸습니다")).toBeVisible();
  expect(
    await count(sql`select count(*)::int as n from mileage.adjustments where member_id = ${customer.id}`),
  ).toBe(1);
  await theirs.close();
});

test("a customer does not get the pages of the desk", async ({ page, airline }) => {
  const customer = await airline.signedIn(page.context());
  for (const path of ["customers", `customers/${customer.id}`, `messages/${customer.id}`]) {
    const response = await page.goto(`/ko/admin/${path}`);
    expect(response?.status()).toBe(404);
  }
});
