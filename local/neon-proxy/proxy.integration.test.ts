import { once } from "node:events";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { connect } from "@/db/client";
import { type NeonProxy, startNeonProxy } from "./proxy";

let proxy: NeonProxy;
let neon: ReturnType<typeof connect>;

beforeAll(async () => {
  proxy = await startNeonProxy(process.env.DATABASE_URL!);
  process.env.NEON_WS_PROXY = proxy.address;
  neon = connect(process.env.DATABASE_URL!, 2);
  await neon.db.execute(sql`create table probe (n int primary key, text text)`);
});

afterAll(async () => {
  await neon.close();
  await proxy.stop();
});

const count = async () => (await neon.db.execute(sql`select count(*)::int as n from probe`)).rows[0];

test("Neon's driver runs interactive transactions: commit keeps, an error rolls back", async () => {
  await neon.db.transaction(async (tx) => {
    await tx.execute(sql`insert into probe values (1, '서울')`);
    await tx.execute(sql`insert into probe values (2, ${"x".repeat(200_000)})`);
  });
  const failing = neon.db.transaction(async (tx) => {
    await tx.execute(sql`insert into probe values (3, 'gone')`);
    throw new Error("on purpose");
  });
  await expect(failing).rejects.toThrow("on purpose");
  expect(await count()).toEqual({ n: 2 });
});

test("SQLSTATE reaches the caller as it does with pg", async () => {
  const duplicate = neon.db.execute(sql`insert into probe values (9, ''), (9, '')`);
  await expect(duplicate).rejects.toMatchObject({ cause: { code: "23505" } });
});

test("it leads to its one database and nowhere else", async () => {
  const socket = new WebSocket(`ws://${proxy.address}/v2?address=127.0.0.1:22`);
  const [code] = await once(socket, "close");
  expect(code).toBe(1008);
});
