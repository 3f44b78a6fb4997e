import type { Browser, Page } from "@playwright/test";
import type { Airline, Customer } from "./support/airline";
import {
  askForPrice,
  bookedTrip,
  type ChangeFlight,
  type ChangeTrip,
  doneChanges,
  flightAt,
  heldUnits,
  type Language,
  openDay,
  ticketOf,
} from "./support/changes";
import { sentMessages } from "./support/database";
import { bookedThereAndBack } from "./support/round-trip";
import { cards, payWith } from "./support/site";
import { expect, test } from "./support/stack";

const reason = "결항 안내 지연, 팀장 승인";

/** An agent at a desk, with a browser of their own. */
async function agentAt(airline: Airline, browser: Browser, options = {}) {
  const agent = await airline.staff("AGENT");
  const desk = await airline.elsewhere(browser, options);
  await airline.signIn(desk, agent);
  return { agent, desk, page: await desk.newPage() };
}

const words = {
  ko: {
    quoted: "여정 변경 금액 확인",
    waiverReason: "면제 사유",
    waive: "수수료 없이 다시 계산",
    agree: /고객에게 .* 안내하고 동의를 받았습니다/,
  },
  en: {
    quoted: "Price of the change",
    waiverReason: "Reason",
    waive: "Quote without the fee",
    agree: /and the customer agrees/,
  },
} as const;

/** From the reservation's page to the price of a change to `to`. */
async function toQuote(page: Page, language: Language, trip: ChangeTrip, to: ChangeFlight): Promise<void> {
  await openDay(page, language, `/admin/reservations/${trip.reservationId}`, to);
  await askForPrice(page, language, to);
  await expect(page.getByRole("heading", { level: 1, name: words[language].quoted })).toBeVisible();
}

/** Opens the price of the change that another page shows, to `to` when it is given, as a second tab does. */
async function openQuoteOf(tab: Page, page: Page, to?: ChangeFlight): Promise<void> {
  const url = new URL(page.url());
  const segment = url.searchParams.get("flight") ?? "";
  if (to) {
    url.searchParams.set(`date.${segment}`, to.date);
    url.searchParams.set(`to.${segment}`, `${to.id}.STANDARD`);
  }
  await tab.goto(url.href);
}

async function waive(page: Page, language: Language): Promise<void> {
  await page.getByLabel(words[language].waiverReason, { exact: true }).fill(reason);
  await page.getByRole("button", { name: words[language].waive }).click();
  await expect(page.getByText(new RegExp(`: ${reason}`))).toBeVisible();
}

test("an agent changes flights without the fee, pressing twice; the customer reads no reason", async ({
  page,
  context,
  browser,
  airline,
}) => {
  const customer = await airline.signedIn(context);
  const [trip, to] = [await bookedTrip(airline, customer), await flightAt(43, 60_000)];
  const { agent, desk, page: their } = await agentAt(airline, browser);
  await toQuote(their, "ko", trip, to);

  // The field says what is missing: the reason, then the customer's consent.
  await their.getByRole("button", { name: words.ko.waive }).click();
  await expect(their.getByText("면제 사유를 입력해 주세요.")).toBeVisible();
  await waive(their, "ko");
  // The form is gone: the focus is on the new sum, and on the old one when the fee is charged after all.
  const sum = their.getByRole("group", { name: "계산한 금액" });
  await expect(sum).toBeFocused();
  await their.getByRole("button", { name: "면제하지 않기" }).click();
  await expect(their.getByLabel(words.ko.waiverReason)).toHaveValue(reason);
  await expect(sum).toBeFocused();
  await waive(their, "ko");
  await their.getByRole("button", { name: "여정 변경하기" }).click();
  await expect(their.getByText("고객의 동의를 받은 뒤 표시해 주세요.")).toBeVisible();
  await their.getByLabel(words.ko.agree).check();
  await their.getByRole("button", { name: "여정 변경하기" }).dblclick();
  await expect(their.getByText(/여정을 변경하고 항공권을 다시 발급했습니다/)).toBeVisible();
  const changes = their.getByRole("region", { name: "변경 이력" });
  await expect(changes.getByText(reason)).toBeVisible();
  await expect(changes.getByText(agent.email)).toBeVisible();
  await expect(changes.getByText("변경 수수료 면제")).toBeVisible();
  await expect(
    changes.getByText(new RegExp(`${trip.from.designator} .* → ${to.designator}`)).first(),
  ).toBeVisible();
  expect(await doneChanges(trip)).toBe(1);
  expect([await heldUnits(to), await heldUnits(trip.from)]).toEqual([1, 0]);

  await page.goto(`/ko/trips/${trip.locator}`);
  await expect(page.getByText(to.designator, { exact: true }).first()).toBeVisible();
  expect(await page.content()).not.toContain(reason);
  await airline.drained();
  expect(await sentMessages(trip.reservationId, "flightsChanged", "EMAIL")).toBe(1);
  expect(JSON.stringify(await airline.mails(customer.email))).not.toContain(reason);
  await desk.close();
});

/** The link of the one e-mail to the customer that asks for the payment of a change. */
async function linkToPay(airline: Airline, { email }: Customer): Promise<string> {
  const asking = async () =>
    (await airline.mails(email)).filter(({ subject }) => subject.includes("여정 변경 결제 안내"));
  await expect.poll(async () => (await asking()).length, { timeout: 30_000 }).toBe(1);
  const [mail] = await asking();
  expect(mail?.text).toContain("결제하실 금액: 35,000원");
  expect(mail?.text).toMatch(/결제 기한: .*\(한국 시각\)/);
  return /https?:\/\/\S+\/trips\/\S+/.exec(mail?.text ?? "")?.[0] ?? "";
}

test("a dearer flight is held by the agent and paid for by the customer, whom a mail leads to the payment", async ({
  page,
  context,
  browser,
  airline,
}) => {
  test.setTimeout(180_000);
  const customer = await airline.signedIn(context);
  const [trip, to] = [await bookedTrip(airline, customer), await flightAt(43, 92_000)];
  const { desk, page: their } = await agentAt(airline, browser);
  await toQuote(their, "ko", trip, to);
  const tab = await desk.newPage();
  await openQuoteOf(tab, their);
  await their.getByLabel(words.ko.agree).check();
  await their.getByRole("button", { name: "좌석을 확보하고 고객에게 35,000원 결제 받기" }).click();
  await expect(their.getByText(/고객이 .*까지 35,000원을 결제하면 변경이 완료됩니다/)).toBeVisible();
  await expect(their.getByText(/여정 변경, 성명 정정 불가: 결제를 기다리는/)).toBeVisible();
  expect([await heldUnits(to), await heldUnits(trip.from)]).toEqual([1, 1]);
  // Another tab that would change the trip as well is led to the change that waits.
  await tab.getByLabel(words.ko.agree).check();
  await tab.getByRole("button", { name: /35,000원 결제 받기/ }).click();
  await expect(tab.getByText("결제를 기다리는 여정 변경이 있습니다", { exact: true })).toBeVisible();

  await page.goto(await linkToPay(airline, customer));
  await expect(page.getByText(new RegExp(`${trip.from.designator} .* → ${to.designator}`))).toBeVisible();
  await page.getByRole("button", { name: "결제하기" }).click();
  await expect(page.getByRole("heading", { name: "카드 정보" })).toBeVisible();
  await payWith(page, cards.success);
  await expect(page.getByRole("heading", { name: "여정 변경이 완료되었습니다" })).toBeVisible({
    timeout: 30_000,
  });
  expect(await ticketOf(trip)).not.toBe(trip.ticket);
  await expect(their.getByText("결제를 기다리는 여정 변경이 있습니다", { exact: true })).toHaveCount(0, {
    timeout: 30_000,
  });
  await airline.drained();
  for (const channel of ["EMAIL", "INBOX"] as const)
    expect(await sentMessages(trip.reservationId, "changePaymentDue", channel)).toBe(1);
  await page.goto(`/ko/trips/${trip.locator}`);
  await expect(page.getByText("여정 변경을 접수하고 결제를 요청했습니다")).toBeVisible();
  await desk.close();
});

test("in English on a phone: a waived change that waits is given up, another one is done", async ({
  browser,
  airline,
}) => {
  const customer = await airline.customer("en");
  const [trip, dear, same] = [
    await bookedTrip(airline, customer),
    await flightAt(43, 92_000),
    await flightAt(44, 60_000),
  ];
  const { desk, page } = await agentAt(airline, browser, { viewport: { width: 360, height: 740 } });
  await toQuote(page, "en", trip, dear);
  await waive(page, "en");
  const quote = page.url();
  await page.getByLabel(words.en.agree).check();
  await page.getByRole("button", { name: "Hold the seats; the customer pays ₩32,000" }).click();
  await expect(page.getByText(/the customer has paid ₩32,000 by/)).toBeVisible();
  await page.getByRole("button", { name: "Give up the change" }).click();
  await expect(page.getByText(/The change that waited for its payment is given up/)).toBeVisible();
  expect(await heldUnits(dear)).toBe(0);

  await page.goto(quote);
  await openQuoteOf(page, page, same);
  await waive(page, "en");
  await page.getByLabel(words.en.agree).check();
  await page.getByRole("button", { name: "Change flights" }).click();
  await expect(page.getByText(/The flights are changed and new tickets issued/)).toBeVisible();
  expect(await heldUnits(same)).toBe(1);
  await airline.drained();
  await desk.close();
});

const person = (surname: string, givenName: string) => ({
  ...{ type: "ADULT", surname, givenName, birthDate: "1990-05-05", gender: "F" },
});

test("an agent splits a booking and corrects a name beyond three letters, with a reason", async ({
  browser,
  airline,
}) => {
  const customer = await airline.customer();
  const passengers = [person("KIM", "MINJI"), person("LEE", "JUNHO")];
  const trip = await bookedThereAndBack(airline, customer, { adults: 2, passengers }, 1120);
  const { agent, desk, page } = await agentAt(airline, browser);
  await page.goto(`/ko/admin/reservations/${trip.reservationId}`);
  await page.getByRole("link", { name: "예약 분리" }).click();
  await page.getByRole("button", { name: "예약 분리" }).click();
  await expect(page.getByText("새 예약으로 분리할 탑승객을 한 명 이상 선택해 주세요.")).toBeVisible();
  await page.getByRole("checkbox", { name: /KIM MINJI/ }).check();
  await page.getByRole("button", { name: "예약 분리" }).click();
  await page.getByRole("button", { name: "분리 확정" }).click();
  await expect(page.getByText(/분리된 새 예약이며, 고객에게 안내가 발송됩니다/)).toBeVisible();
  await expect(page.getByRole("link", { name: trip.locator })).toBeVisible();
  await expect(page.getByText(/예약 분리 불가: 탑승객이 한 명입니다/)).toBeVisible();

  const tab = await desk.newPage();
  await tab.goto(page.url().replace(/\?.*/, "/name"));
  await page.getByRole("link", { name: "성명 정정" }).click();
  const correct = async (on: Page) => {
    await on.getByRole("button", { name: "성명 정정하기" }).click();
    await on.getByRole("button", { name: "정정 확정" }).click();
  };
  await page.getByLabel("영문 이름").fill("Hyejin");
  await correct(page);
  await expect(page.getByText(/고객이 직접 할 수 있는 범위를 넘는 정정입니다/)).toBeVisible();
  await expect(page.getByLabel("영문 이름")).toHaveValue("Hyejin");
  await page.getByLabel("정정 사유").fill("여권 사본을 확인함");
  await correct(page);
  await expect(page.getByText(/성명을 정정하고 항공권을 다시 발급했습니다/)).toBeVisible();
  const changes = page.getByRole("region", { name: "변경 이력" });
  await expect(changes.getByText("KIM/MINJI → KIM/HYEJIN")).toBeVisible();
  await expect(changes.getByText("여권 사본을 확인함")).toBeVisible();
  await expect(changes.getByText(agent.email).first()).toBeVisible();

  await tab.getByLabel("영문 이름").fill("Minjee");
  await correct(tab);
  await expect(tab.getByText(/그 사이에 예약이 변경되었습니다/)).toBeVisible();
  await expect(tab.getByText("현재 성명: KIM HYEJIN")).toBeVisible();
  await expect(tab.getByLabel("영문 이름")).toHaveValue("Minjee");
  // What was typed is sent again, now for the reservation as it is.
  await tab.getByLabel("정정 사유").fill("여권 사본을 다시 확인함");
  await correct(tab);
  await expect(tab.getByText(/성명을 정정하고 항공권을 다시 발급했습니다/)).toBeVisible();
  await airline.drained();
  expect(JSON.stringify(await airline.mails(customer.email))).not.toContain("여권 사본");
  await desk.close();
});

test("before JavaScript: an agent leaves the fee out and changes the flight by plain forms; a second tab is told", async ({
  browser,
  airline,
}) => {
  const [trip, to, other] = [
    await bookedTrip(airline, await airline.customer()),
    await flightAt(43, 60_000),
    await flightAt(44, 60_000),
  ];
  const { desk, page } = await agentAt(airline, browser, { javaScriptEnabled: false });
  await toQuote(page, "ko", trip, to);
  const tab = await desk.newPage();
  await openQuoteOf(tab, page, other);
  await waive(page, "ko");
  // The agreement was forgotten: the fee stays left out, for the same reason.
  await page.getByRole("button", { name: "여정 변경하기" }).click();
  await expect(page.getByText("고객의 동의를 받은 뒤 표시해 주세요.")).toBeVisible();
  await expect(page.getByText(`사유: ${reason}`)).toBeVisible();
  // The fee is charged after all, and then it is not.
  await page.getByRole("button", { name: "면제하지 않기" }).click();
  await expect(page.getByRole("button", { name: /3,000원 결제 받기/ })).toBeVisible();
  await expect(page.getByLabel(words.ko.waiverReason)).toHaveValue(reason);
  await waive(page, "ko");
  await page.getByLabel(words.ko.agree).check();
  await page.getByRole("button", { name: "여정 변경하기" }).click();
  await expect(page.getByText(/여정을 변경하고 항공권을 다시 발급했습니다/)).toBeVisible();

  // The other tab shows a trip that is no more.
  await tab.getByLabel(words.ko.agree).check();
  await tab.getByRole("button", { name: /3,000원 결제 받기/ }).click();
  await expect(tab.getByText("그 사이에 예약이 변경되었습니다")).toBeVisible();
  expect([await doneChanges(trip), await heldUnits(to), await heldUnits(other)]).toEqual([1, 1, 0]);
  await airline.drained();
  await desk.close();
});

test("other roles see no links, and the pages are not found for them", async ({ browser, airline }) => {
  const { reservationId } = await bookedTrip(airline, await airline.customer());
  const reservation = `/ko/admin/reservations/${reservationId}`;
  const steps = ["change", "change/quote", "split", "name", "cancel", "seats"];
  for (const role of ["SCHEDULER", "REVENUE", "AUDITOR"] as const) {
    const person = await airline.staff(role);
    expect((await airline.fetch(person, reservation)).status).toBe(200);
    for (const step of steps)
      expect([step, (await airline.fetch(person, `${reservation}/${step}`)).status]).toEqual([step, 404]);
  }
  const auditor = await airline.staff("AUDITOR");
  const desk = await airline.elsewhere(browser);
  await airline.signIn(desk, auditor);
  const page = await desk.newPage();
  await page.goto(reservation);
  await expect(page.getByRole("heading", { name: "탑승객과 좌석" })).toBeVisible();
  await expect(page.getByText("고객 요청 처리")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "여정 변경" })).toHaveCount(0);
  await desk.close();
});
