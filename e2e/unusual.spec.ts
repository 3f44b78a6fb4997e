import { book } from "./support/book";
import { flightOnSale } from "./support/flights";
import { chooseFare, fillPassenger, holdOnPage, koreanDay, minji, pickDay } from "./support/site";
import { expect, test } from "./support/stack";

test("a passenger with another booking at the same time is accepted after a confirmation", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.customer();
  await airline.signIn(context, customer);
  await book(airline, customer, (await flightOnSale()).id);
  await holdOnPage(page, await flightOnSale());
  const next = page.getByRole("button", { name: "다음: 좌석 선택" });
  const seats = page.getByRole("heading", { level: 1, name: "좌석을 선택해 주세요" });
  await fillPassenger(page, "성인 1", minji);
  await next.click();
  const confirm = page.getByLabel("시간이 겹치는 예약을 확인했으며");
  await expect(confirm).toBeVisible();
  await expect(page.getByText("계속하시려면 확인란에 체크해 주세요.").first()).toBeVisible();
  await confirm.check();
  await next.click();
  await expect(seats).toBeVisible();
});

test("the same person twice in a party is an error at the second one", async ({ page, context, airline }) => {
  await airline.signIn(context, await airline.customer());
  const flight = await flightOnSale();
  await page.goto(
    `/ko/flights?trip=oneway&from=GMP&to=CJU&depart=${flight.date}&adults=2&children=0&infants=0`,
  );
  await chooseFare(page, "스탠더드", flight.designator);
  for (const card of ["성인 1", "성인 2"]) await fillPassenger(page, card, minji);
  await page.getByRole("button", { name: "다음: 좌석 선택" }).click();
  const second = page.getByRole("group", { name: "성인 2", exact: true });
  await expect(second.getByText(/앞서 입력하신 탑승객과 성명·생년월일이 같습니다/)).toBeVisible();
});

test("a flight that takes much longer than usual is registered only after a confirmation", async ({
  page,
  context,
  airline,
}) => {
  await airline.signIn(context, await airline.admin());
  await page.goto("/ko/admin/flights/new");
  await page.getByLabel("편명").fill(`MA${5000 + Math.floor(Math.random() * 4900)}`);
  for (const [label, city] of [
    ["출발지", "김포"],
    ["도착지", "제주"],
  ] as const) {
    await page.getByRole("combobox", { name: label }).and(page.locator("input")).fill(city);
    await page
      .getByRole("option", { name: new RegExp(city) })
      .first()
      .click();
  }
  await page.getByLabel("기종").selectOption("7M8");
  await pickDay(page, "출발일(현지)", koreanDay(12));
  await page.getByLabel("출발 시각(현지)").fill("10:10");
  await page.getByLabel("도착 시각(현지)").fill("12:10");
  await expect(page.getByText("평소와 다른 내용이 있습니다")).toBeVisible();
  const register = page.getByRole("button", { name: "항공편 등록" });
  await register.click();
  await expect(page.getByText("확인란에 체크한 뒤 다시 진행해 주세요.").first()).toBeVisible();
  await page.getByLabel("내용을 확인했으며 이대로 등록합니다.").check();
  await register.click();
  await expect(page.getByText("항공편을 등록했습니다")).toBeVisible();
});
