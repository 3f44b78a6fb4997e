import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ask, clientOf } from "@/app/_lib/rest/testing/ask";
import { closeDatabase } from "@/db/client";
import { sellFlights } from "@/server/reservation";
import {
  customer,
  hold,
  policies,
  publishedFlight,
  system,
  unitCounts,
} from "@/server/reservation/testing/fixtures";
import { uuidv7 } from "@/server/shared/ids";
import { anonymous } from "@/server/shared/testing/actors";
import { addDays } from "@/server/shared/time";
import { holdSeats, listReservations } from "./bookings";
import { getAvailability } from "./flights";

vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: vi.fn() }));
vi.mock("@/app/_lib/rest/caller", () => import("@/app/_lib/rest/testing/scripted-caller"));

beforeAll(policies);
afterAll(closeDatabase);

let days = 20;
async function onSale(units = 6) {
  const { flightId, published } = publishedFlight({ units, departsInDays: days++ });
  await sellFlights(system, published);
  const date = published.flights[0]?.departureDate ?? "";
  return { flightId, date, query: { from: "GMP", to: "CJU", date } };
}
const get = (query: Record<string, string | number>, headers: Record<string, string> = {}) =>
  ask(getAvailability, anonymous, { query, headers });

describe("the answer is for everybody", () => {
  test("a shared cache may keep it for two seconds, less its age", async () => {
    const { query, flightId } = await onSale();
    const { status, headers, data } = await get(query);
    expect([status, data.flights.map((each: { flightId: number }) => each.flightId)]).toEqual([
      200,
      [flightId],
    ]);
    expect(headers.get("cache-control")).toBe("public, s-maxage=2, stale-while-revalidate=5");
    expect(["0", "1", "2"]).toContain(headers.get("age"));
    expect([headers.get("set-cookie"), headers.get("vary")]).toEqual([null, null]);
  });

  test("in every language, and for those who hold seats as well", async () => {
    const { query, flightId } = await onSale(2);
    const member = customer();
    await hold(member, flightId);
    const korean = await get(query, { "accept-language": "ko" });
    const english = await ask(getAvailability, member, { query, headers: { "accept-language": "en" } });
    expect(english.data).toEqual(korean.data);
    expect(english.headers.get("etag")).toBe(korean.headers.get("etag"));
    expect(korean.data.flights[0].fares[0].left).toBe(1);
    expect(JSON.stringify(korean.data)).not.toContain(member.actor.id);
  });

  test("the answer to a token is counted against its client, so that no cache keeps it", async () => {
    const { query } = await onSale();
    const asked = { query, headers: { authorization: "Bearer token" } };
    const { status, headers } = await ask(getAvailability, clientOf(customer(), []), asked);
    expect([status, headers.get("cache-control"), headers.get("age")]).toEqual([200, "no-store", null]);
    expect(headers.get("ratelimit")).toMatch(/^"client";r=\d+/);
    // Neither is one that is somebody's own.
    const own = await ask(listReservations, customer());
    expect(own.headers.get("cache-control")).toBe("no-store");
  });

  test("who has it already is told so, until it changes", async () => {
    const { query, flightId } = await onSale(3);
    const tag = (await get(query)).headers.get("etag") ?? "";
    expect(tag).toMatch(/^W\/"[\w-]{22}"$/);
    const answers = [tag, `"other", ${tag}`, tag.slice(2), "*", '"other"'].map(async (known) => {
      const { status, data, headers } = await unchecked(query, known);
      return [status, data === "", headers.get("etag")];
    });
    expect(await Promise.all(answers)).toEqual([
      ...[304, 304, 304, 304].map((status) => [status, true, tag]),
      [200, false, tag],
    ]);
    await hold(customer(), flightId);
    await expect.poll(async () => (await unchecked(query, tag)).status, { interval: 200 }).toBe(200);
  });
});

/** 304 has no body, which `ask` would compare with the document. */
async function unchecked(query: Record<string, string>, tag: string) {
  const { serve } = await import("@/app/_lib/rest/serve");
  const address = `http://localhost:3000/api/v1/availability?${new URLSearchParams(query)}`;
  const request = new Request(address, { headers: { "if-none-match": tag } });
  const response = await serve(getAvailability)(request, { params: Promise.resolve({}) });
  return { status: response.status, headers: response.headers, data: await response.text() };
}

test("a range of days has the lowest total of each", async () => {
  const { date } = await onSale();
  const { data } = await get({ from: "GMP", to: "CJU", first: date, last: date });
  expect(data).toEqual({ days: [{ date, amount: 61_700 }] });
});

test("a search that nobody can mean is refused at its field, and no cache keeps the refusal", async () => {
  const way = { from: "GMP", to: "CJU" };
  const day = "2027-03-01";
  const fields = async (query: Record<string, string | number>) => {
    const { status, data, headers } = await get(query);
    expect([status, headers.get("cache-control")]).toEqual([422, "no-store"]);
    return data.fieldErrors;
  };
  expect(await fields(way)).toEqual({ date: "required" });
  expect(await fields({ ...way, to: "GMP", date: day })).toEqual({ to: "sameAirport" });
  expect(await fields({ ...way, date: day, first: day })).toEqual({ first: "invalid" });
  expect(await fields({ ...way, first: day })).toEqual({ last: "required" });
  expect(await fields({ ...way, last: day })).toEqual({ first: "required" });
  expect(await fields({ ...way, first: day, last: addDays(day, 93) })).toEqual({ last: "invalid" });
  expect(await fields({ ...way, first: day, last: addDays(day, -1) })).toEqual({ last: "invalid" });
  expect(await fields({ ...way, date: day, adults: 9, children: 1 })).not.toEqual({});
  expect(await fields({ from: "서울", to: "CJU", date: "x" })).toMatchObject({
    from: "airport",
    date: "date",
  });
});

test("who buys what a shared answer still shows is refused in their language, and holds nothing", async () => {
  const { query, flightId } = await onSale(1);
  expect((await get(query)).data.flights[0].fares[0].left).toBe(1);
  await hold(customer(), flightId);
  const body = { segments: [{ flightId, brand: "STANDARD" }], adults: 1 };
  const refused = async (language: string) => {
    const headers = { "accept-language": language };
    const { status, data } = await ask(holdSeats, customer(), {
      body: { ...body, idempotencyKey: uuidv7() },
      headers,
    });
    return [status, data.code, data.title];
  };
  expect((await get(query)).data.flights[0].fares[0].left).toBe(1);
  expect(await refused("ko")).toEqual([409, "SOLD_OUT", expect.stringMatching(/[가-힣]/)]);
  expect(await refused("en")).toEqual([409, "SOLD_OUT", expect.stringMatching(/^[ -~]+$/)]);
  expect(await unitCounts(flightId)).toEqual({ sold: 0, held: 1, free: 0 });
});
