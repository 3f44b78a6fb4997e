import { book } from "./support/book";
import { sentMessages } from "./support/database";
import { timetableFlight } from "./support/pages";
import { expect, test } from "./support/stack";

const timeOf = (value: string, minutes: number) => {
  const [day = "", time = ""] = value.split("T");
  return new Date(Date.parse(`${day}T${time}:00Z`) + minutes * 60_000).toISOString().slice(0, 16);
};

test("staff report a delay on the flight's page, and its passengers are told once", async ({
  page,
  context,
  airline,
  browser,
}) => {
  const customer = await airline.signedIn(context);
  const flightId = await timetableFlight();
  const trip = await book(airline, customer, flightId);
  const office = await airline.elsewhere(browser);
  await airline.signIn(office, await airline.staff("SCHEDULER"));
  const desk = await office.newPage();
  await desk.goto(`/ko/admin/flights/${flightId}`);
  await desk.getByRole("link", { name: "운항 정보 보고" }).click();
  const departure = desk.getByLabel("예상 출발");
  const arrival = desk.getByLabel("예상 도착");
  const published = { departs: await departure.inputValue(), arrives: await arrival.inputValue() };

  await test.step("what cannot be is refused at its field, and what was typed stays", async () => {
    await departure.fill(timeOf(published.departs, 1200));
    await desk.getByLabel("출발 게이트").fill("탑승구");
    await desk.getByRole("button", { name: "저장하기" }).click();
    await expect(desk.getByLabel("출발 게이트")).toHaveAttribute("aria-invalid", "true");
    await desk.getByLabel("출발 게이트").fill("b12");
    await desk.getByRole("button", { name: "저장하기" }).click();
    await expect(arrival).toHaveAttribute("aria-invalid", "true");
    await expect(departure).toHaveValue(timeOf(published.departs, 1200));
  });

  await departure.fill(timeOf(published.departs, 150));
  await arrival.fill(timeOf(published.arrives, 150));
  await desk.getByRole("button", { name: "저장하기" }).click();
  await expect(desk.getByText("운항 정보를 저장했습니다")).toBeVisible();
  await expect(desk.getByText("B12")).toBeVisible();
  await airline.drained();
  expect(await sentMessages(trip.reservationId, "flightRetimed", "EMAIL")).toBe(1);
  const mail = (await airline.mails(customer.email)).find(({ subject }) => subject.includes("예상 시각"));
  expect(mail?.text).toContain("운항이 지연되고 있습니다");
  expect(mail?.text).toContain("소비자분쟁해결기준");
  await page.goto("/ko/history");
  await expect(page.getByText("항공편의 예상 시각이 바뀌었습니다")).toBeVisible();

  await test.step("the same report tells nobody again", async () => {
    await desk.getByRole("link", { name: "운항 정보 보고" }).click();
    await desk.getByRole("button", { name: "저장하기" }).click();
    await expect(desk.getByText("운항 정보를 저장했습니다")).toBeVisible();
    await airline.drained();
    expect(await sentMessages(trip.reservationId, "flightRetimed", "EMAIL")).toBe(1);
  });
  await office.close();
});

test("staff report gates without JavaScript", async ({ airline, browser }) => {
  const plain = await airline.elsewhere(browser, { javaScriptEnabled: false });
  await airline.signIn(plain, await airline.staff("SCHEDULER"));
  const desk = await plain.newPage();
  await desk.goto(`/ko/admin/flights/${await timetableFlight()}/operation`);
  await desk.getByLabel("도착 게이트").fill("가");
  await desk.getByRole("button", { name: "저장하기" }).click();
  await expect(desk.getByLabel("도착 게이트")).toHaveAttribute("aria-invalid", "true");
  await desk.getByLabel("도착 게이트").fill("7");
  await desk.getByRole("button", { name: "저장하기" }).click();
  await expect(desk.getByText("운항 정보를 저장했습니다")).toBeVisible();
  await plain.close();
});
