import { sql } from "drizzle-orm";
import { addYears } from "@/server/shared/time";
import { book, hold } from "./support/book";
import { count } from "./support/database";
import { flightOnSale } from "./support/flights";
import {
  chooseFare,
  expectPassengersStep,
  fillPassenger,
  koreanDay,
  minji,
  searchPath,
  seat,
} from "./support/site";
import { expect, test } from "./support/stack";

const digits = (date: string) => date.replaceAll("-", "");

test("an infant that turns two before the way back: the page shows the new total and the reason first", async ({
  page,
  context,
  airline,
}) => {
  await airline.signedIn(context);
  const back = koreanDay(8);
  await page.goto(searchPath({ from: "GMP", to: "CJU", depart: koreanDay(5), back, infants: 1 }));
  await chooseFare(page, "스탠더드");
  await expect(page.getByText("오는 편 선택").first()).toBeVisible();
  await chooseFare(page, "스탠더드");
  await expectPassengersStep(page);
  const total = page.getByRole("region", { name: "결제 기한과 총액" });
  const before = /[\d,]+원|₩[\d,]+/.exec((await total.textContent()) ?? "")?.[0] ?? "?";

  await fillPassenger(page, "성인 1", minji);
  const infant = { surname: "KIM", givenName: "HAEUN", birth: digits(addYears(back, -2)) };
  await fillPassenger(page, "유아 1", { ...infant, birth: digits(koreanDay(4)) });
  await page.getByRole("button", { name: "다음: 좌석 선택" }).click();
  await expect(page.getByText("오늘 이후의 날짜입니다").first()).toBeVisible();
  await fillPassenger(page, "유아 1", { ...infant, birth: digits(koreanDay(0)) });
  await page.getByRole("button", { name: "다음: 좌석 선택" }).click();
  await expect(page.getByText("생후 7일 이후부터 탑승할 수 있습니다.").first()).toBeVisible();
  await fillPassenger(page, "유아 1", infant);
  await page.getByRole("button", { name: "다음: 좌석 선택" }).click();

  const notice = page.getByRole("alert").filter({ hasText: "총액이 변경되었습니다" });
  await expect(notice).toContainText(before);
  await expect(notice).toContainText("만 2세 이상이므로 소아 운임이 적용되며 좌석을 이용합니다");
  await expect(total).not.toContainText(before);
  await notice.getByRole("link", { name: "다음: 좌석 선택" }).click();
  await page.getByRole("link", { name: /CJU → GMP/ }).click();
  await expect(page.getByRole("group", { name: "누구의 좌석인가요?" }).getByRole("radio")).toHaveCount(2);
  await page.getByRole("link", { name: "나중에 선택하기" }).click();
  await expect(page.getByText("여정 중에 생일이 있어")).toBeVisible();
  await expect(page.getByText("유아 → 소아")).toBeVisible();
});

test("a seat beside an exit: its conditions are asked first, before payment and after it", async ({
  page,
  context,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const flight = await flightOnSale();
  const held = await hold(airline, customer, flight.id);
  const accepted = (reservationId: string) =>
    count(sql`select count(*) as n from reservation.seat_assignments
      where reservation_id = ${reservationId} and active and exit_accepted_at is not null`);
  const choose = async (name: string) => {
    await expect(page.getByText("비상구 좌석(만 15세 이상, 이용 조건 동의 필요)")).toBeVisible();
    await seat(page, name).click();
    await expect(page.getByText("먼저 이용 조건을 확인하고 동의해 주세요")).toBeVisible();
    await expect(seat(page, name)).toHaveAttribute("aria-pressed", "false");
    await page.getByRole("checkbox", { name: /위 조건을 모두 확인하였으며 동의합니다/ }).check();
    await seat(page, name).click();
    await expect(seat(page, name)).toHaveAttribute("aria-pressed", "true");
  };
  await page.goto(`/ko/book/${held.reservationId}/seats`);
  await choose("16A");
  expect(await accepted(held.reservationId)).toBe(1);

  const paid = await book(airline, customer, (await flightOnSale()).id);
  await page.goto(`/ko/trips/${paid.locator}/seats`);
  await choose("16C");
  await page.getByRole("button", { name: "좌석 저장" }).click();
  await expect(page.getByText("16C", { exact: true })).toBeVisible();
  expect(await accepted(paid.reservationId)).toBe(1);
});

test("a thirteen-year-old alone gets no seat beside an exit", async ({ page, context, airline }) => {
  const customer = await airline.signedIn(context);
  const held = await hold(airline, customer, (await flightOnSale()).id);
  await page.goto(`/ko/book/${held.reservationId}/passengers`);
  await fillPassenger(page, "성인 1", { ...minji, birth: digits(addYears(koreanDay(0), -14)) });
  await page.getByRole("button", { name: "다음: 좌석 선택" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "좌석을 선택해 주세요" })).toBeVisible();
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await expect(seat(page, "16A")).toHaveAttribute("aria-disabled", "true");
  await seat(page, "16A").press("Enter");
  await expect(page.getByText("16A 좌석은 선택할 수 없습니다")).toBeVisible();
  await seat(page, "10A").click();
  await expect(seat(page, "10A")).toHaveAttribute("aria-pressed", "true");
});
