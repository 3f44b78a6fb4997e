import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "@/db/client";
import { startNeonProxy } from "@/local/neon-proxy/proxy";
import { realService, realServices, type Service, titleOf } from "./services";

type Opened = ReturnType<typeof connect>;

const testServer = () => process.env.DATABASE_URL ?? "";
const { DATABASE_URL = "" } = realServices();

const services: Service<Opened>[] = [
  { name: "pg", open: async () => connect(testServer(), 4) },
  {
    name: "Neon's driver and the stand-in",
    async open() {
      const proxy = await startNeonProxy(testServer());
      process.env.NEON_WS_PROXY = proxy.address;
      const neon = connect(testServer(), 4);
      const close = async () => {
        await neon.close();
        // The next service is reached without it.
        delete process.env.NEON_WS_PROXY;
        await proxy.stop();
      };
      return { ...neon, close };
    },
  },
  { ...realService("database"), open: async () => connect(DATABASE_URL, 4) },
];

describe.each(services)("the database client and $name", (service) => {
  describe.skipIf(service.why)(titleOf(service), { timeout: 60_000 }, () => {
    const schema = `contract_${randomBytes(6).toString("hex")}`;
    const probe = sql.raw(`${schema}.probe`);
    let opened: Opened;
    beforeAll(async () => {
      opened = await service.open();
      await opened.db.execute(sql.raw(`create schema ${schema}`));
      await opened.db.execute(sql`create table ${probe} (n int primary key, text text)`);
    }, 60_000);
    afterAll(async () => {
      await opened?.db.execute(sql.raw(`drop schema if exists ${schema} cascade`));
      await opened?.close();
    });

    const numbers = async () =>
      (await opened.db.execute<{ n: number }>(sql`select n from ${probe} order by n`)).rows.map(({ n }) => n);

    test("a transaction is kept as a whole; an error takes all of it back", async () => {
      await opened.db.transaction(async (tx) => {
        await tx.execute(sql`insert into ${probe} values (1, '서울')`);
        await tx.execute(sql`insert into ${probe} values (2, ${"x".repeat(200_000)})`);
      });
      const failing = opened.db.transaction(async (tx) => {
        await tx.execute(sql`insert into ${probe} values (3, 'gone')`);
        throw new Error("on purpose");
      });
      await expect(failing).rejects.toThrow("on purpose");
      expect(await numbers()).toEqual([1, 2]);
    });

    test("the SQLSTATE of an error is in its cause", async () => {
      const duplicate = opened.db.execute(sql`insert into ${probe} values (9, ''), (9, '')`);
      await expect(duplicate).rejects.toMatchObject({ cause: { code: "23505", severity: "ERROR" } });
    });

    test("values come as the same types", async () => {
      const { rows } = await opened.db.execute(sql`
        select 7::int as int, 9007199254740993::bigint as bigint, 1.50::numeric as numeric, true as bool,
          '{"seat": ["12A", null]}'::jsonb as json, array['a', 'b'] as list, null as nothing,
          '2026-12-01T22:30:00Z'::timestamptz as moment, '2026-12-02'::date::text as day`);
      expect(rows).toEqual([
        {
          ...{ int: 7, bigint: "9007199254740993", numeric: "1.50", bool: true, nothing: null },
          ...{ json: { seat: ["12A", null] }, list: ["a", "b"], day: "2026-12-02" },
          moment: expect.anything(),
        },
      ]);
      const { moment } = rows[0] as { moment: string | Date };
      expect(new Date(moment).toISOString()).toBe("2026-12-01T22:30:00.000Z");
    });

    test("a row that one transaction has locked is skipped by another", async () => {
      await opened.db.execute(sql`insert into ${probe} values (21), (22)`);
      const take = sql`select n from ${probe} where n > 20 order by n limit 1 for update skip locked`;
      await opened.db.transaction(async (first) => {
        const taken = await first.execute(take);
        const next = await opened.db.transaction(async (second) => second.execute(take));
        expect([taken.rows, next.rows]).toEqual([[{ n: 21 }], [{ n: 22 }]]);
      });
    });

    test("many statements at once share the pool, and each gets its own answer", async () => {
      const asked = Array.from({ length: 40 }, (_, n) => n);
      const answers = await Promise.all(
        asked.map(
          async (n) => (await opened.db.execute<{ n: number }>(sql`select ${n}::int as n`)).rows[0]?.n,
        ),
      );
      expect(answers).toEqual(asked);
    });
  });
});
