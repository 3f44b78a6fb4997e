import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { type NeonProxy, startNeonProxy } from "./proxy";

/** What Neon's driver does through it is in tools/contracts/database.integration.test.ts. */
let proxy: NeonProxy;
beforeAll(async () => {
  proxy = await startNeonProxy(process.env.DATABASE_URL!);
});
afterAll(() => proxy.stop());

test("it leads to its one database and nowhere else", async () => {
  const socket = new WebSocket(`ws://${proxy.address}/v2?address=127.0.0.1:22`);
  const [code] = await once(socket, "close");
  expect(code).toBe(1008);
});
