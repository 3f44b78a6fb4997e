import { sql } from "drizzle-orm";
import { bookingStatus, type Held, holdBody, openCheckout, pay } from "./support/book";
import { count } from "./support/database";
import { expect, test } from "./support/stack";
import { until } from "./support/until";

/** A flight of the timetable that leaves Korea. */
const flightAbroad = () =>
  count(sql`select min(f.id) as n from schedule.flights f
    join schedule.airports o on o.code = f.origin join schedule.airports d on d.code = f.destination
    where f.departs_at > now() + interval '2 days' and o.country = 'KR' and d.country <> 'KR'`);

test("a nationality is asked on an international trip, refused when it is none, and shown on the manifest", async ({
  page,
  context,
  airline,
  browser,
}) => {
  const customer = await airline.signedIn(context);
  const flight = await flightAbroad();
  const { passengers, contact, ...unnamed } = holdBody(flight, customer);
  const { body } = await airline.post<Held>(customer, "/api/v1/reservations", { ...unnamed, contact });
  await page.goto(`/ko/book/${body.reservationId}/passengers`);
  await page.getByLabel("영문 성").fill("KIM");
  await page.getByLabel("영문 이름").fill("MINJI");
  await page.getByLabel("생년월일").fill("19900505");
  await page.getByText("여성").click();
  const nationality = page.getByLabel("국적");
  await nationality.evaluate((select: HTMLSelectElement) => {
    const last = select.options[select.options.length - 1];
    if (last) last.value = "ZZ";
    select.value = "ZZ";
  });
  const next = page.getByRole("button", { name: "좌석 선택" });
  await next.click();
  await expect(nationality).toHaveAccessibleDescription(/목록에 있는 국가를 선택해 주세요/);
  await expect(page.getByLabel("영문 성")).toHaveValue("KIM");
  await nationality.selectOption({ label: "대한민국" });
  await next.click();
  await expect(page).toHaveURL(/\/seats/);
  await page.goto(`/en/book/${body.reservationId}/passengers`);
  await expect(page.getByLabel("Nationality")).toHaveValue("KR");

  await pay(airline, await openCheckout(airline, customer, body));
  await until(
    () => bookingStatus(airline, customer, body.reservationId),
    (status) => status === "CREATED",
  );
  const theirs = await airline.elsewhere(browser);
  await airline.signIn(theirs, await airline.admin());
  const own = await theirs.newPage();
  await own.goto(`/ko/admin/flights/${flight}/manifest`);
  await expect(own.getByRole("row").filter({ hasText: body.locator })).toContainText("대한민국");
  const file = await theirs.request.get(`${airline.url}/api/pages/admin/flights/${flight}/manifest`);
  const line = (await file.text()).split("\r\n").find((each) => each.includes(body.locator));
  expect(line).toContain(",F,KR,");
  await theirs.close();
});

test("a domestic trip does not ask for a nationality", async ({ page, context, airline }) => {
  const customer = await airline.signedIn(context);
  const domestic = await count(sql`select min(f.id) as n from schedule.flights f
    where f.departs_at > now() + interval '2 days' and f.origin = 'GMP' and f.destination = 'CJU'`);
  const { passengers, ...unnamed } = holdBody(domestic, customer);
  const { body } = await airline.post<Held>(customer, "/api/v1/reservations", unnamed);
  await page.goto(`/ko/book/${body.reservationId}/passengers`);
  await expect(page.getByLabel("생년월일")).toBeVisible();
  await expect(page.getByLabel("국적")).toHaveCount(0);
});
