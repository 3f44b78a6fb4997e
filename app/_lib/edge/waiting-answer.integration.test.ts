import http, { type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeDatabase } from "@/db/client";
import * as flow from "@/server/flows/read-sale-statuses";
import { policies } from "@/server/reservation/testing/fixtures";
import { uuidv7 } from "@/server/shared/ids";
import { saleEventStatus } from "@/server/waiting-room/schemas";
import { saleEvent } from "@/server/waiting-room/testing/sale-events";
import { answerWaiting, isWaitingRoom } from "./waiting-answer";

let server: Server;
let dispatched = 0;
beforeAll(async () => {
  await policies();
  server = http.createServer((request, response) =>
    answerWaiting(request, response, () => {
      dispatched += 1;
      response.writeHead(404).end();
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  server.close();
  await closeDatabase();
});

const asked = (id: string, init?: RequestInit) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/waiting-rooms/${id}`, init);

test("everybody gets the same answer from memory: a thousand questions in a second read the database once or twice", async () => {
  const id = await saleEvent();
  await expect.poll(async () => (await asked(id)).status, { timeout: 5_000 }).toBe(200);
  const reads = vi.spyOn(flow, "readSaleStatuses");
  const began = performance.now();
  const answers = await Promise.all(Array.from({ length: 1_000 }, async () => (await asked(id)).json()));
  const seconds = (performance.now() - began) / 1_000;
  expect(saleEventStatus.parse(answers[0])).toMatchObject({ id, state: "BEFORE" });
  expect(reads.mock.calls.length).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
  reads.mockRestore();
  const { headers } = await asked(id);
  expect(headers.get("cache-control")).toContain("s-maxage=1");
  expect(headers.get("set-cookie")).toBeNull();
  expect(await (await asked(id, { method: "HEAD" })).text()).toBe("");
});

test("what is not known goes on to the route", async () => {
  dispatched = 0;
  expect((await asked(uuidv7())).status).toBe(404);
  expect(dispatched).toBe(1);
});

test("only the address of the answer itself is meant", () => {
  const id = uuidv7();
  expect(isWaitingRoom(`/api/v1/waiting-rooms/${id}`)).toBe(true);
  for (const path of [
    "/api/v1/waiting-rooms",
    `/api/v1/waiting-rooms/${id}/place`,
    "/api/v1/waiting-rooms/x",
  ])
    expect(isWaitingRoom(path)).toBe(false);
});
