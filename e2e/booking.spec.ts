import { sql } from "drizzle-orm";
import { moveDeadline } from "@/server/reservation/testing/fixtures";
import { uuidv7 } from "@/server/shared/ids";
import { balanceOf, count } from "./support/database";
import { flightOnSale } from "./support/flights";
import {
  agree,
  bookOnPage,
  cards,
  chooseFare,
  chooseFlight,
  confirmedLocator,
  expectPassengersStep,
  fareOf,
  fillPassenger,
  holdOnPage,
  koreanDay,
  minji,
  payWith,
  searchPath,
  seat,
  toPayment,
  toReview,
  toSeats,
} from "./support/site";
import { expect, test } from "./support/stack";

test("a customer signs up, books a return trip for a family, pays, and sees miles, messages and history", async ({
  page,
  airline,
}) => {
  test.setTimeout(180_000);
  const email = `${uuidv7()}@example.com`;
  await page.goto("/ko/sign-up");
  await page.getByLabel("이름", { exact: true }).fill("김민지");
  await page.getByLabel("이메일", { exact: true }).fill(email);
  await page.getByLabel("비밀번호", { exact: true }).fill("제주로-가는-푸른-바다길");
  await agree(page);
  await page.getByRole("button", { name: "가입하기" }).click();
  await expect(page.getByText("이메일로 안내를 보내 드렸습니다")).toBeVisible();
  await page.getByLabel("이메일").fill(email);
  await page.getByLabel("비밀번호").fill("제주로-가는-푸른-바다길");
  await page.getByRole("main").getByRole("button", { name: "로그인" }).click();
  await expect(page.getByText("김민지").first()).toBeVisible();

  await page.goto(
    searchPath({
      from: "GMP",
      to: "CJU",
      depart: koreanDay(5),
      back: koreanDay(8),
      adults: 2,
      children: 1,
      infants: 1,
    }),
  );
  await chooseFare(page, "스탠더드");
  await expect(page.getByText("오는 편 선택").first()).toBeVisible();
  await chooseFare(page, "세이버");
  await expectPassengersStep(page);

  // An error stands at its field, and the other fields keep their values.
  await fillPassenger(page, "성인 1", { ...minji, surname: "김" });
  await page.getByRole("button", { name: "다음: 좌석 선택" }).click();
  await expect(page.getByText("성을 영문으로 입력해 주세요.").first()).toBeVisible();
  await fillPassenger(page, "성인 1", minji);
  await fillPassenger(page, "성인 2", {
    surname: "PARK",
    givenName: "JUN HO",
    birth: "19880303",
    gender: "남성",
  });
  await fillPassenger(page, "소아 1", {
    surname: "PARK",
    givenName: "SEO YEON",
    birth: `${new Date().getFullYear() - 6}0101`,
  });
  await fillPassenger(page, "유아 1", {
    surname: "PARK",
    givenName: "DO YUN",
    birth: `${new Date().getFullYear() - 1}0601`,
    gender: "남성",
  });
  await page.getByRole("button", { name: "다음: 좌석 선택" }).click();

  await page.getByRole("button", { name: "일행 나란히 앉기" }).click();
  await expect(page.getByText("일행의 좌석을 함께 배정했습니다")).toBeVisible();
  await page.locator("button[data-seat][aria-pressed='true']").click();
  await expect(page.getByText("일행의 좌석을 함께 배정했습니다")).toBeHidden();
  await page.getByRole("link", { name: "다음: 오는 편 좌석" }).click();
  await expect(page.getByRole("link", { name: /CJU → GMP/ })).toHaveAttribute("aria-current", "page");
  // By keyboard: into the grid, along it, and take the seat.
  const free = page.locator("button[data-seat][aria-label*='선택 가능']").first();
  await free.focus();
  await page.keyboard.press("Enter");
  await expect(
    page
      .locator("button[data-seat][aria-pressed='true'], button[data-seat][aria-label*='님의 좌석']")
      .first(),
  ).toBeVisible();
  await page.getByRole("link", { name: "다음: 확인·결제" }).click();

  for (const line of ["운임", "유류할증료", "공항이용료"])
    await expect(page.getByText(line).first()).toBeVisible();
  await expect(page.getByRole("heading", { name: "취소·환불 규정" })).toBeVisible();
  await toPayment(page);
  await payWith(page, cards.success);
  const locator = await confirmedLocator(page);
  await expect(page.getByText(/988\d{10}|988-?\d{10}/).first()).toBeVisible();

  const [user] = [await count(sql`select count(*) as n from identity.users where email = ${email}`)];
  expect(user).toBe(1);
  await page.goto("/ko/trips");
  await expect(page.getByText(locator)).toBeVisible();
  await page.goto("/ko/mileage");
  // Three of the party fly for miles: 280 miles out at 100 %, back at 50 %.
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(locator).first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await page.goto("/ko/messages");
  await expect(page.getByText(`예약이 확정되었습니다`).first()).toBeVisible();
  await page.goto("/ko/history");
  await expect(page.getByText(locator).first()).toBeVisible();
  await expect
    .poll(async () => (await airline.mails(email)).filter((m) => m.subject.includes("확정")).length, {
      timeout: 30_000,
    })
    .toBe(1);
  await airline.drained();
});

test("a search without JavaScript: the form, its results and a fare all work as plain HTML", async ({
  browser,
  airline,
}) => {
  const context = await airline.elsewhere(browser, { javaScriptEnabled: false });
  await airline.signedIn(context);
  const page = await context.newPage();
  await page.goto("/ko");
  await page.getByText("편도", { exact: true }).click();
  await page.locator("[name=from]").selectOption("GMP");
  await page.locator("[name=to]").selectOption("CJU");
  await page.locator("[name=depart]").fill(koreanDay(6));
  await page.getByRole("button", { name: "항공권 검색" }).click();
  await expect(page.getByRole("list", { name: "항공편 목록" })).toBeVisible();
  await chooseFare(page, "스탠더드");
  await expectPassengersStep(page);
  await context.close();
});

test("a fare chosen before signing up is there afterwards, and one press holds it", async ({ page }) => {
  const flight = await flightOnSale();
  await chooseFlight(page, flight);
  await expect(
    page.getByText("로그인이나 회원가입을 하시거나, 비회원으로 예매를 계속하실 수 있습니다."),
  ).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "회원가입" }).click();
  await page.getByLabel("이름", { exact: true }).fill("김민지");
  const email = `${uuidv7()}@example.com`;
  const password = "제주로-가는-푸른-바다길";
  await page.getByLabel("이메일", { exact: true }).fill(email);
  await page.getByLabel("비밀번호", { exact: true }).fill(password);
  await agree(page);
  await page.getByRole("button", { name: "가입하기" }).click();
  await page.waitForURL(/sign-in/);
  await page.getByLabel("이메일", { exact: true }).fill(email);
  await page.getByLabel("비밀번호", { exact: true }).fill(password);
  await page.locator("main form button[type=submit]").first().click();
  const picked = page.getByRole("region", { name: "선택하신 항공편" });
  await expect(picked.getByText(flight.designator)).toBeVisible();
  await picked.getByRole("button", { name: "이 항공편으로 계속하기" }).click();
  await expectPassengersStep(page);
});

test("a hold can be given up without JavaScript", async ({ browser, airline }) => {
  const context = await airline.elsewhere(browser, { javaScriptEnabled: false });
  await airline.signedIn(context);
  const page = await context.newPage();
  await holdOnPage(page, await flightOnSale());
  await page.getByRole("button", { name: "예약 취소하고 다시 검색" }).click();
  await expect(page.getByText("예약을 취소했습니다")).toBeVisible();
  await context.close();
});

test("a wrong search shows the error at its field and keeps what was entered", async ({ page }) => {
  await page.goto(searchPath({ from: "GMP", to: "GMP", depart: koreanDay(6) }));
  await expect(page.getByText("출발지와 다른 도착지를 선택해 주세요.").first()).toBeVisible();
});

test("a declined card: the same hold, another card; nothing is charged twice", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  await bookOnPage(page, await flightOnSale(), cards.declined);
  await expect(page.getByText(/승인|거절/).first()).toBeVisible();
  await page.getByRole("link", { name: "결제하지 않고 돌아가기" }).click();
  await expect(
    page.getByText("결제된 금액은 없습니다").or(page.getByText("결제가 승인되지 않았습니다")).first(),
  ).toBeVisible();
  await toPayment(page);
  await payWith(page, cards.success);
  await confirmedLocator(page);
  const captured = sql`select count(*) as n from payment.payments where customer_id = ${customer.id} and status = 'CAPTURED'`;
  expect(await count(captured)).toBe(1);
});

test("a card that answers late: the page says that the payment is being confirmed, then that it is", async ({
  page,
  context,
  airline,
}) => {
  await airline.signedIn(context);
  await bookOnPage(page, await flightOnSale(), cards.slow);
  await expect(page.getByRole("heading", { name: "결제를 확인하고 있습니다" })).toBeVisible();
  await confirmedLocator(page);
});

test("a hold that is not paid in time expires: its page says so, and the seat is free again", async ({
  page,
  context,
  browser,
  airline,
}) => {
  await airline.signedIn(context);
  const flight = await flightOnSale(1);
  const reservationId = await holdOnPage(page, flight);
  await expect(page.getByText("결제까지 남은 시간").first()).toBeVisible();
  await moveDeadline(reservationId, -1_000);
  await page.reload();
  await expect(page.getByText("결제 기한이 지나 예약이 자동 취소되었습니다").first()).toBeVisible();
  const elsewhere = await airline.elsewhere(browser);
  await airline.signedIn(elsewhere);
  await holdOnPage(await elsewhere.newPage(), flight);
  await elsewhere.close();
});

test("the last seat: its holder can go on, and another customer is told that it is gone", async ({
  page,
  context,
  browser,
  airline,
}) => {
  await airline.signedIn(context);
  const flight = await flightOnSale(1);
  const results = searchPath({ from: "GMP", to: "CJU", depart: flight.date });
  const elsewhere = await airline.elsewhere(browser);
  await airline.signedIn(elsewhere);
  const other = await elsewhere.newPage();
  await other.goto(results);
  await holdOnPage(page, flight);
  // The other customer's page was loaded before the hold.
  await chooseFare(other, "스탠더드", flight.designator);
  await expect(other.getByText("방금 매진되었습니다")).toBeVisible();
  await holdOnPage(page, flight);
  await elsewhere.close();
});

test("double click, reload and the back button: one booking, one payment, and a deadline that stays", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const flight = await flightOnSale();
  await page.goto(searchPath({ from: "GMP", to: "CJU", depart: flight.date }));
  await (await fareOf(page, "스탠더드", flight.designator)).dblclick();
  await expectPassengersStep(page);
  const deadline = sql`select extract(epoch from payment_deadline) as n from reservation.reservations where customer_id = ${customer.id}`;
  const before = await count(deadline);
  await page.goBack();
  await chooseFare(page, "스탠더드", flight.designator);
  await toReview(page);
  expect(await count(deadline)).toBe(before);
  await agree(page);
  await page.getByRole("button", { name: /결제하기$/ }).dblclick();
  await expect(page.getByRole("heading", { name: "카드 정보" })).toBeVisible();
  await payWith(page, cards.success);
  const locator = await confirmedLocator(page);
  await page.reload();
  expect(await confirmedLocator(page)).toBe(locator);
  await page.goBack();
  await page.goto("/ko/trips");
  await expect(page.getByText(locator)).toHaveCount(1);
  expect(
    await count(sql`select count(*) as n from reservation.reservations where customer_id = ${customer.id}`),
  ).toBe(1);
  expect(
    await count(sql`select count(*) as n from payment.payments where customer_id = ${customer.id}`),
  ).toBe(1);
  await airline.drained();
});

test("a customer books and pays while the event engine is stopped; the miles follow once it runs", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const flight = await flightOnSale();
  await airline.stack.inngest.stop();
  try {
    await bookOnPage(page, flight, cards.success);
    await confirmedLocator(page);
    expect(await balanceOf(customer.id)).toBe(0);
  } finally {
    await airline.stack.inngest.start();
  }
  await expect.poll(() => balanceOf(customer.id), { timeout: 60_000 }).toBe(280);
  await airline.drained(60_000);
});

test("two customers on one seat map: a seat taken by one is seen by the other within seconds", async ({
  page,
  context,
  browser,
  airline,
}) => {
  const flight = await flightOnSale();
  const open = async (p: typeof page) => {
    await chooseFlight(p, flight);
    await toSeats(p);
  };
  const elsewhere = await airline.elsewhere(browser);
  await airline.signedIn(context);
  await airline.signedIn(elsewhere);
  const other = await elsewhere.newPage();
  await open(page);
  await open(other);
  await seat(page, "10C").click();
  await expect(seat(page, "10C")).toHaveAttribute("aria-pressed", "true");
  await expect(seat(other, "10C")).toHaveAttribute("aria-disabled", "true", {
    timeout: 15_000,
  });
  await elsewhere.close();
});
