import { ask } from "./fuzz/ask";
import { hold } from "./support/book";
import { flightOnSale } from "./support/flights";
import { chooseFare, flightRow, searchPath } from "./support/site";
import { expect, test } from "./support/stack";

test("anybody may ask what is free, and a cache in front of the site may keep the answer", async ({
  airline,
}) => {
  const flight = await flightOnSale(3);
  const path = `/api/v1/availability?from=GMP&to=CJU&date=${flight.date}`;
  // A browser with a session and a language of its own gets the same answer as anybody.
  const cookie = `next-auth.session-token=${(await airline.customer()).cookie}; NEXT_LOCALE=en`;
  const get = (headers = {}) => ask(airline.url, { method: "GET", path, headers });
  const { status, headers, body } = await get({ cookie, "accept-language": "en" });
  expect([status, headers["content-type"]]).toEqual([200, "application/json"]);
  expect(headers["cache-control"]).toBe("public, s-maxage=2, stale-while-revalidate=5");
  expect(headers["set-cookie"]).toBeUndefined();
  expect(JSON.parse(body).flights.some((each: { flightId: number }) => each.flightId === flight.id)).toBe(
    true,
  );
  const again = await get({ "if-none-match": String(headers.etag) });
  expect([again.status, again.body, again.headers.etag]).toEqual([304, "", headers.etag]);
  const wrong = await ask(airline.url, { method: "GET", path: path.replace("CJU", "GMP") });
  expect([wrong.status, wrong.headers["cache-control"]]).toEqual([422, "no-store"]);
});

for (const [locale, words] of [
  ["ko", { gone: "방금 매진되었습니다", brand: "스탠더드", none: "매진" }],
  ["en", { gone: "That fare has just sold out", brand: "Standard", none: "Sold out" }],
] as const)
  test(`the last seat is sold while everybody is still shown it: the next customer is told so (${locale})`, async ({
    page,
    context,
    airline,
  }) => {
    const flight = await flightOnSale(1);
    await airline.signedIn(context);
    const results = searchPath({ from: "GMP", to: "CJU", depart: flight.date }).replace(
      "/ko/",
      `/${locale}/`,
    );
    await page.goto(results);
    const winner = await airline.customer();
    await hold(airline, winner, flight.id);
    await chooseFare(page, words.brand, flight.designator);
    await expect(page.getByText(words.gone)).toBeVisible();
    // The page that says so does not show the seat any more, whatever is kept for others.
    await expect(flightRow(page, flight.designator).getByText(words.none).first()).toBeVisible();
    await page.goto(`/${locale}/trips`);
    await expect(page.getByText(flight.designator)).toHaveCount(0);
  });
