import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ask, clientOf } from "@/app/_lib/rest/testing/ask";
import { closeDatabase } from "@/db/client";
import { customer, flightOnSale, policies } from "@/server/reservation/testing/fixtures";
import { uuidv7 } from "@/server/shared/ids";
import { anonymous, staff } from "@/server/shared/testing/actors";
import { admitDue, openSince, saleEvent, saleEventInput } from "@/server/waiting-room/testing/sale-events";
import { holdSeats } from "./bookings";
import { searchOffers } from "./flights";
import * as staffSale from "./staff-sale-events";
import * as rooms from "./waiting-rooms";

vi.mock("@/app/_lib/actions/after-commit", () => ({ followUp: vi.fn() }));
vi.mock("@/app/_lib/rest/caller", () => import("@/app/_lib/rest/testing/scripted-caller"));
beforeAll(policies);
afterAll(closeDatabase);

const day = () => new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);

test("a program is told where to wait, takes a place there, and holds once it is admitted", async () => {
  const flightId = await flightOnSale({ departsInDays: 10 });
  const id = await saleEvent({ routes: ["GMP-CJU"] });
  const member = customer();
  const program = clientOf(member, ["bookings:write", "flights:read"]);
  const body = { segments: [{ flightId, brand: "STANDARD" }], adults: 1, idempotencyKey: uuidv7() };
  const refused = await ask(holdSeats, program, { body });
  expect([refused.status, refused.code]).toEqual([429, "WAITING_ROOM"]);
  expect(refused.data).toMatchObject({ waitingRoom: `/api/v1/waiting-rooms/${id}` });
  expect(refused.headers.get("Retry-After")).toBe("10");
  expect(refused.headers.get("Link")).toBe(`</api/v1/waiting-rooms/${id}>; rel="related"`);
  const query = { from: "GMP", to: "CJU", depart: day() };
  expect((await ask(searchOffers, anonymous, { query })).code).toBe("WAITING_ROOM");

  expect((await ask(rooms.getPlace, program, { params: { id } })).code).toBe("NOT_FOUND");
  const taken = await ask(rooms.takePlace, program, { params: { id } });
  expect([taken.status, taken.data]).toMatchObject([201, { state: "WAITING", number: null }]);
  await openSince(id, 0);
  await admitDue();
  await openSince(id, 5);
  await admitDue();
  expect((await ask(rooms.getPlace, program, { params: { id } })).data).toMatchObject({
    ...{ state: "ADMITTED", number: 1, ahead: 0 },
  });
  expect((await ask(holdSeats, program, { body })).status).toBe(201);
});

test("the public answer is the same for all and may be kept for a second; what is not there is not found", async () => {
  const id = await saleEvent();
  await vi.waitFor(async () => {
    const { data, headers } = await ask(rooms.getWaitingRoom, anonymous, { params: { id } });
    expect(data).toMatchObject({ id, state: "BEFORE", seed: null });
    expect(headers.get("Cache-Control")).toContain("s-maxage=1");
  }, 5_000);
  const list = (await ask(rooms.listWaitingRooms, anonymous)).data as { id: string }[];
  expect(list.map((each) => each.id)).toContain(id);
  expect((await ask(rooms.getWaitingRoom, anonymous, { params: { id: uuidv7() } })).code).toBe("NOT_FOUND");
});

test("staff register, change and end a sale event", async () => {
  const program = clientOf(staff("REVENUE"), ["sale-events:read", "sale-events:write"]);
  const { key, ...fields } = saleEventInput();
  const made = await ask(staffSale.registerSaleEvent, program, { body: { key, ...fields } });
  expect([made.status, made.data]).toEqual([201, { id: key }]);
  const params = { id: key };
  const body = { ...fields, version: 1, shoppersPerMinute: 30 };
  expect((await ask(staffSale.changeSaleEvent, program, { params, body })).status).toBe(204);
  expect((await ask(staffSale.getSaleEvent, program, { params })).data).toMatchObject({
    shoppersPerMinute: 30,
  });
  expect((await ask(staffSale.endSaleEvent, program, { params })).status).toBe(204);
  const { rows } = (await ask(staffSale.listSaleEvents, program)).data as {
    rows: { id: string; state: string }[];
  };
  expect(rows.find((each) => each.id === key)).toMatchObject({ state: "ENDED" });
  const wrong = await ask(staffSale.registerSaleEvent, program, {
    body: { ...fields, key: uuidv7(), stayMinutes: 0 },
  });
  expect([wrong.code, wrong.data]).toMatchObject([
    "INVALID_INPUT",
    { fieldErrors: { stayMinutes: "tooSmall" } },
  ]);
});
