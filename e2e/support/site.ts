import { expect, type Locator, type Page } from "@playwright/test";
import type { TestFlight } from "./flights";

/** What a Korean customer does on the site, by the names on the screen. */

/** A day in Korea, `days` from today, as `YYYY-MM-DD`. */
export const koreanDay = (days: number): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Seoul" }).format(
    new Date(Date.now() + days * 86_400_000),
  );

type Search = {
  from: string;
  to: string;
  depart: string;
  back?: string;
  adults?: number;
  children?: number;
  infants?: number;
};

/** The address of a search. */
export function searchPath({
  from,
  to,
  depart,
  back,
  adults = 1,
  children = 0,
  infants = 0,
}: Search): string {
  const query = new URLSearchParams({
    trip: back ? "return" : "oneway",
    from,
    to,
    depart,
    ...(back && { return: back }),
    adults: String(adults),
    children: String(children),
    infants: String(infants),
  });
  return `/ko/flights?${query}`;
}

/** One flight of the results: the one with this designator, or the first one. In either language. */
export const flightRow = (page: Page, designator?: string): Locator => {
  const rows = page.locator("#flights > li");
  return designator ? rows.filter({ hasText: designator }).first() : rows.first();
};

/** Opens the fares of a flight of the results unless they are open. @returns the flight's row. */
export async function openFares(page: Page, designator?: string): Promise<Locator> {
  const row = flightRow(page, designator);
  const link = row.locator("a[aria-expanded]");
  if ((await link.getAttribute("aria-expanded")) === "false") await link.click();
  await expect(row.locator("a[aria-expanded=true]")).toBeVisible();
  return row;
}

/** Opens the fares of the flight with this designator, or of the first one, and returns that of a brand. */
export async function fareOf(page: Page, brand: string, designator?: string): Promise<Locator> {
  const row = await openFares(page, designator);
  return row
    .getByRole("button", { name: brand })
    .or(row.getByRole("link", { name: brand }))
    .first();
}

/** Presses the fare of a brand: on the flight with this designator, or on the first one. */
export async function chooseFare(page: Page, brand: string, designator?: string): Promise<void> {
  await (await fareOf(page, brand, designator)).click();
}

/** The passenger of tests that are not about names. */
export const minji = { surname: "KIM", givenName: "MINJI", birth: "19900505" };

type Person = { surname: string; givenName: string; birth: string; gender?: "여성" | "남성" };

/** Fills in one passenger's card, named such as "성인 1". */
export async function fillPassenger(page: Page, card: string, person: Person): Promise<void> {
  const group = page.getByRole("group", { name: card, exact: true });
  await group.getByLabel("영문 성").fill(person.surname);
  await group.getByLabel("영문 이름").fill(person.givenName);
  await group.getByLabel("생년월일").fill(person.birth);
  await group.getByText(person.gender ?? "여성", { exact: true }).click();
}

/** Expects the step that follows a hold. */
export const expectPassengersStep = (page: Page) =>
  expect(page.getByRole("heading", { level: 1, name: "탑승객 정보를 입력해 주세요" })).toBeVisible();

/** Chooses the standard fare of a test's own flight on its page of results. */
export async function chooseFlight(page: Page, { date, designator }: TestFlight): Promise<void> {
  await page.goto(searchPath({ from: "GMP", to: "CJU", depart: date }));
  await chooseFare(page, "스탠더드", designator);
}

/** Holds a seat on a test's own flight. @returns the reservation's id. */
export async function holdOnPage(page: Page, flight: TestFlight): Promise<string> {
  await chooseFlight(page, flight);
  await expectPassengersStep(page);
  const [, reservationId] = /\/book\/([0-9a-f-]{36})\//.exec(page.url()) ?? [];
  if (!reservationId) throw new Error(`no reservation in ${page.url()}`);
  return reservationId;
}

/** From a hold with one adult to the seat map. */
export async function toSeats(page: Page): Promise<void> {
  await expectPassengersStep(page);
  await fillPassenger(page, "성인 1", minji);
  await page.getByRole("button", { name: "다음: 좌석 선택" }).click();
  const seats = page.getByRole("heading", { level: 1, name: "좌석을 선택해 주세요" });
  const overlap = page.getByLabel("시간이 겹치는 예약을 확인했으며");
  await expect(seats.or(overlap)).toBeVisible();
  // All flights of tests leave at the same time, so bookings overlap.
  if (await overlap.isVisible()) {
    await overlap.check();
    await page.getByRole("button", { name: "다음: 좌석 선택" }).click();
  }
  await expect(seats).toBeVisible();
}

export const seat = (page: Page, name: string) => page.locator(`button[data-seat='${name}']`);

/** From a hold with one adult to the review page, seats left for later. */
export async function toReview(page: Page): Promise<void> {
  await toSeats(page);
  await page.getByRole("link", { name: "나중에 선택하기" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "예약 내용을 확인해 주세요" })).toBeVisible();
}

/** Ticks every box of the consents that the page asks for, each by itself. */
export async function agree(page: Page): Promise<void> {
  const boxes = page.locator("input[type=checkbox][name^='consent.']");
  await boxes.first().waitFor();
  for (const box of await boxes.all()) await box.check();
}

/** From the review page to the provider's page. */
export async function toPayment(page: Page): Promise<void> {
  await agree(page);
  await page.getByRole("button", { name: /결제하기$/ }).click();
  await expect(page.getByRole("heading", { name: "카드 정보" })).toBeVisible();
}

/** Pays on the provider's hosted page with a test card. */
export async function payWith(page: Page, card: string): Promise<void> {
  await page.getByLabel("카드 번호").fill(card);
  await page.getByLabel("유효기간").fill("12/34");
  await page.getByLabel("보안코드 (CVC)").fill("123");
  await page.getByLabel("카드 소유자 이름").fill("KIM MINJI");
  await page.getByRole("button", { name: /결제하기$/ }).click();
}

/** Opens the review page of a hold. */
export const openReview = (page: Page, { reservationId }: { reservationId: string }) =>
  page.goto(`/ko/book/${reservationId}/review`);

/** From a hold with its passengers to the answer to a card. */
export async function payHold(page: Page, held: { reservationId: string }, card: string): Promise<void> {
  await openReview(page, held);
  await toPayment(page);
  await payWith(page, card);
}

/** Says that the payment is being confirmed; several pages do. */
export const confirming = (page: Page) => page.getByText("결제를 확인하고 있습니다").first();

/** Books on the site, seats left for later, up to the answer to a card. @returns the reservation's id. */
export async function bookOnPage(page: Page, flight: TestFlight, card: string): Promise<string> {
  const reservationId = await holdOnPage(page, flight);
  await toReview(page);
  await toPayment(page);
  await payWith(page, card);
  return reservationId;
}

export const cards = {
  success: "4242 4242 4242 4242",
  declined: "4000 0000 0000 0002",
  slow: "4000 0000 0000 5001",
  slowFail: "4000 0000 0000 5100",
  /** The card's bank is asked while the payment page stays open. */
  late: "4000 0000 0000 7007",
  replyLost: "4000 0000 0000 6009",
};

/** Waits for the confirmation. @returns the record locator. */
export async function confirmedLocator(page: Page): Promise<string> {
  await expect(page.getByRole("heading", { name: "예약이 확정되었습니다" })).toBeVisible({ timeout: 30_000 });
  const text =
    (await page
      .getByText(/^[BCDFGHJKMNPQRSTVWXYZ2-9]{6}$/)
      .first()
      .textContent()) ?? "";
  return text.trim();
}

/** Picks a day of this month or the next in a calendar. */
export async function pickDay(page: Page, label: string, day: string): Promise<void> {
  const [, month, date] = day.split("-").map(Number);
  await page.getByRole("button", { name: new RegExp(`^${label.replace(/[()]/g, "\\$&")}`) }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: new RegExp(`${month}월 ${date}일`) })
    .first()
    .click();
}
