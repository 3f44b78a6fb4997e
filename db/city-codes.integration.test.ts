import { readdirSync, readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { airports } from "@/tools/seed/data/airports";
import { seedReference } from "@/tools/seed/reference";
import { closeDatabase, database } from "./client";

afterAll(closeDatabase);

const folder = new URL("./migrations/", import.meta.url);
const migration = readdirSync(folder).find((file) => file.endsWith("_city_codes.sql"));
const backfill = readFileSync(new URL(migration ?? "", folder), "utf8").split("-- data")[1] ?? "";

test("a database that was seeded before gets the city codes of the seed, and unknown airports their own", async () => {
  await seedReference();
  await database().execute(sql`
    insert into schedule.airports (code, name_ko, name_en, city_ko, city_en, country, latitude, longitude, zone)
    select 'QQQ', name_ko, name_en, city_ko, city_en, country, latitude, longitude, zone
    from schedule.airports where code = 'ICN'`);
  await database().execute(sql`update schedule.airports set city_code = null where code <> 'NRT'`);
  await database().execute(sql`update schedule.airports set city_code = 'XXX' where code = 'NRT'`);
  for (const statement of backfill.split("--> statement-breakpoint"))
    await database().execute(sql.raw(statement));
  const { rows } = await database().execute<{ code: string; city_code: string }>(
    sql`select code, city_code from schedule.airports`,
  );
  const expected = airports.map(({ code, cityCode }) => [code, code === "NRT" ? "XXX" : cityCode]);
  expect(Object.fromEntries(rows.map((row) => [row.code, row.city_code]))).toEqual({
    ...Object.fromEntries(expected),
    QQQ: "QQQ",
  });
});
