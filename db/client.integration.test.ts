import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type NeonProxy, startNeonProxy } from "@/local/neon-proxy/proxy";
import { connect } from "./client";

let proxy: NeonProxy;
beforeAll(async () => {
  proxy = await startNeonProxy(process.env.DATABASE_URL!);
});
afterAll(() => proxy.stop());

/** Both drivers over one connection each. */
describe.each(["pg", "neon"])("statements through %s", (driver) => {
  let connection: ReturnType<typeof connect>;
  beforeAll(() => {
    if (driver === "neon") process.env.NEON_WS_PROXY = proxy.address;
    connection = connect(process.env.DATABASE_URL!, 1);
  });
  afterAll(async () => {
    await connection.close();
    delete process.env.NEON_WS_PROXY;
  });

  const prepared = async (part: string) => {
    const { rows } = await connection.db.execute<{ statement: string }>(
      sql.raw(`select statement from pg_prepared_statements where statement like '%${part}%'`),
    );
    return rows.map((row) => row.statement);
  };

  test("are prepared once they repeat, in transactions too", async () => {
    // The first connection asks the server whether it keeps names; until the answer is there, none are given.
    await expect
      .poll(
        async () => {
          await connection.db.execute(sql`select ${1}::int as asked`);
          return (await prepared("as asked")).length;
        },
        { timeout: 20_000 },
      )
      .toBe(1);
    for (const n of [1, 2, 3, 4])
      await connection.db.transaction(async (tx) => {
        const { rows } = await tx.execute(sql`select ${n}::int * 2 as double`);
        expect(rows).toEqual([{ double: n * 2 }]);
      });
    expect(await prepared("as double")).toEqual(["select $1::int * 2 as double"]);
  });

  test("that fail leave the connection and the statement usable", async () => {
    const divide = (by: number) => connection.db.execute(sql`select 10 / ${by}::int as share`);
    for (const by of [1, 2, 5]) await divide(by);
    await expect(divide(0)).rejects.toMatchObject({ cause: { code: "22012" } });
    expect((await divide(2)).rows).toEqual([{ share: 5 }]);
  });

  test("that find the pool full give up after five seconds", async () => {
    let leave = () => {};
    const occupied = connection.db.transaction(async (tx) => {
      await tx.execute(sql`select 1`);
      await new Promise<void>((resolve) => {
        leave = resolve;
      });
    });
    const started = Date.now();
    await expect(connection.db.execute(sql`select 1 as waits`)).rejects.toMatchObject({
      cause: { message: expect.stringContaining("timeout exceeded when trying to connect") },
    });
    expect(Date.now() - started).toBeLessThan(10_000);
    leave();
    await occupied;
    expect((await connection.db.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
  });

  test("that lose their connection fail, and the process goes on", async () => {
    const lost = connection.db.transaction(async (tx) => {
      await tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`);
    });
    await expect(lost).rejects.toThrow();
    await expect
      .poll(async () => (await connection.db.execute(sql`select 1 as one`)).rows)
      .toEqual([{ one: 1 }]);
  });
});
