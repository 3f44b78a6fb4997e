import type { Page } from "@playwright/test";
import { expect, test } from "./support/stack";

const entries = (page: Page) =>
  page.getByRole("navigation", { name: "관리자 메뉴" }).getByRole("link").allTextContents();

test("an administrator gives a role, and the person's own session goes on with it", async ({
  page,
  context,
  airline,
  browser,
}) => {
  const person = await airline.customer();
  const theirs = await airline.elsewhere(browser);
  await airline.signIn(theirs, person);
  const their = await theirs.newPage();
  await their.goto("/ko/admin/schedules");
  await expect(their.getByRole("heading", { name: "찾으시는 페이지가 없습니다" })).toBeVisible();

  await airline.signIn(context, await airline.admin());
  await page.goto("/ko/admin/staff");
  await page.getByRole("button", { name: "직원 추가" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("이메일").fill("nobody@example.com");
  await dialog.getByLabel("권한").selectOption("SCHEDULER");
  await expect(dialog.getByText("항공편과 운항 스케줄 등록, 결항 처리")).toBeVisible();
  await dialog.getByRole("button", { name: "저장" }).click();
  await expect(dialog.getByText("이 이메일 주소로 가입한 회원이 없습니다")).toBeVisible();
  await dialog.getByLabel("이메일").fill(person.email);
  await dialog.getByRole("button", { name: "저장" }).click();
  const row = page.getByRole("row").filter({ hasText: person.email });
  await expect(row.getByText("운항 스케줄 담당")).toBeVisible();

  await their.goto("/ko/admin/schedules");
  await expect(their.getByRole("heading", { name: "운항 스케줄", level: 1 })).toBeVisible();
  expect(await entries(their)).toEqual(["현황", "항공편", "운항 스케줄", "예약 현황", "판매 오픈"]);
  await their.goto("/ko/admin/staff");
  await expect(their.getByRole("heading", { name: "찾으시는 페이지가 없습니다" })).toBeVisible();

  await row.getByRole("button", { name: "변경" }).click();
  await page.getByRole("dialog").getByLabel("권한").selectOption("CUSTOMER");
  await page.getByRole("dialog").getByRole("button", { name: "저장" }).click();
  await expect(row).toHaveCount(0);
  await their.goto("/ko/admin/schedules");
  await expect(their.getByRole("heading", { name: "찾으시는 페이지가 없습니다" })).toBeVisible();
  await theirs.close();
});

test("an agent sees no button that would be refused", async ({ page, context, airline }) => {
  await airline.signIn(context, await airline.staff("AGENT"));
  await page.goto("/ko/admin");
  await expect(page.getByRole("link", { name: "예약 조회" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "최근 7일" })).toHaveCount(0);
  await page.getByLabel(/님의 메뉴/).click();
  await expect(page.getByText("예약 상담 담당")).toBeVisible();
  await page.goto("/ko/admin/schedules");
  await expect(page.getByRole("heading", { name: "운항 스케줄", level: 1 })).toBeVisible();
  await expect(page.getByRole("link", { name: "스케줄 등록" })).toHaveCount(0);
  for (const path of ["flights/new", "schedules/new", "operations", "staff"]) {
    expect((await page.goto(`/ko/admin/${path}`))?.status()).toBe(404);
  }
});
