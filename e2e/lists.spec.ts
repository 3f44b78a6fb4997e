import fs from "node:fs/promises";
import { type Held, hold, holdBody, openCheckout, pay } from "./support/book";
import { timetableFlight } from "./support/pages";
import { expect, test } from "./support/stack";

/** Younger than two years on every day of this year and the next month. */
const infantBorn = `${new Date().getUTCFullYear() - 1}-12-01`;

test.beforeEach(async ({ context, airline }) => airline.signIn(context, await airline.admin()));

test("reservations are found by phone, sorted by a head, narrowed, and downloaded as listed", async ({
  page,
  airline,
}) => {
  const customer = await airline.customer();
  const phone = `010-${4000 + Math.floor(Math.random() * 5999)}-${1000 + Math.floor(Math.random() * 8999)}`;
  const held = await hold(airline, customer);
  const { body: second } = await airline.post<Held>(customer, "/api/v1/reservations", {
    ...holdBody(await timetableFlight(), customer),
    contact: { email: customer.email, phone },
  });
  await page.goto("/ko/admin/reservations");
  await page.getByLabel("예약 검색").fill(phone.replaceAll("-", " "));
  await page.getByRole("button", { name: "검색" }).click();
  await expect(page.getByRole("link", { name: second.locator })).toBeVisible();
  await expect(page.getByRole("link", { name: held.locator })).toHaveCount(0);

  await page.goto(`/ko/admin/reservations?q=${encodeURIComponent(customer.email)}`);
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText(second.locator);
  await page.getByRole("link", { name: "접수" }).click();
  await expect(page).toHaveURL(/order=up/);
  await expect(rows.nth(1)).toContainText(held.locator);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "CSV 내려받기" }).click(),
  ]);
  const lines = (await fs.readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
  expect(lines[0]).toMatch(/^\ufeff예약번호,상태/);
  expect(lines.slice(1).map((line) => line.slice(0, 6))).toEqual([held.locator, second.locator]);

  await page.goto(`/ko/admin/reservations?q=${encodeURIComponent(customer.email)}&status=CANCELLED`);
  await expect(page.getByText("검색 결과가 없습니다")).toBeVisible();
  await page.goto("/ko/admin/reservations?bookedFrom=2026-12-02&bookedTo=2026-12-01");
  await expect(page.getByText("종료일은 시작일과 같거나 그 이후여야 합니다.")).toBeVisible();
});

test("customers are downloaded as listed", async ({ page, airline }) => {
  const customer = await airline.customer();
  await page.goto(`/ko/admin/customers?q=${encodeURIComponent(customer.email)}`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "CSV 내려받기" }).click(),
  ]);
  const lines = (await fs.readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
  expect(lines[0]).toBe("\ufeff고객,이메일,언어,직원 여부,가입(한국 시각),최근 예약(한국 시각)");
  expect(lines.slice(1).map((line) => line.split(",").slice(0, 2))).toEqual([
    [customer.name, customer.email],
  ]);
});

test("flights of several days go forwards and back again by keyset", async ({ page }) => {
  await page.goto("/ko/admin/flights");
  const first = page.getByRole("table").getByRole("row").nth(1);
  const before = await first.innerText();
  await page.getByRole("link", { name: "다음 페이지" }).click();
  await expect(page).toHaveURL(/cursor=/);
  await expect(first).not.toHaveText(before);
  await page.getByRole("link", { name: "이전 페이지" }).click();
  await expect.poll(() => first.innerText()).toBe(before);
  await expect(page.getByRole("link", { name: "이전 페이지" })).toHaveCount(0);
});

test("the manifest shows who travels with whom, is narrowed by type, and is downloaded", async ({
  page,
  airline,
}) => {
  const customer = await airline.customer();
  const flight = await timetableFlight();
  const { body } = await airline.post<Held>(customer, "/api/v1/reservations", {
    ...holdBody(flight, customer),
    infants: 1,
    passengers: [
      { type: "ADULT", surname: "KIM", givenName: "MINJI", birthDate: "1990-05-05", gender: "F" },
      { type: "INFANT", surname: "KIM", givenName: "BOM", birthDate: infantBorn, gender: "F" },
    ],
  });
  await pay(airline, await openCheckout(airline, customer, body));
  await page.goto(`/ko/admin/flights/${flight}/manifest?type=INFANT`);
  const infant = page.getByRole("row").filter({ hasText: body.locator });
  await expect(async () => {
    await page.reload();
    await expect(infant).toContainText("KIM/MINJI", { timeout: 1_000 });
  }).toPass();
  await expect(infant).toContainText("보호자");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "CSV 내려받기" }).click(),
  ]);
  const text = await fs.readFile(await download.path(), "utf8");
  expect(text).toContain(`KIM/BOM,유아,${infantBorn}`);
  expect(text).not.toContain("KIM/MINJI,성인");
  // The paper has neither the menu nor the buttons.
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "인쇄" })).toBeHidden();
  await expect(page.getByRole("table")).toBeVisible();
});
