import fs from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const CONTEXT = "server/reservation";
/** The statement that compares and sets. */
const ONLY = "hold/change-status.ts";

/** Finds the statements that set the status of a reservation, by the query builder or as SQL. */
function statusWrites(source: string): string[] {
  const builder = /\.update\(reservations\)\s*\.set\(\{[^}]*\bstatus\b[^}]*\}/g;
  const raw = /update\s+reservation\.reservations\b[^`;]*?\bset\b[^`;]*?\bstatus\s*=/gi;
  // A condition may name the status; what is before `where` is set.
  return [
    ...(source.match(builder) ?? []),
    ...(source.match(raw) ?? []).filter((text) => !/\bwhere\b/i.test(text)),
  ];
}

const sources = fs
  .readdirSync(CONTEXT, { recursive: true, encoding: "utf8" })
  .map((file) => file.split(path.sep).join("/"))
  .filter((file) => file.endsWith(".ts") && !/\.test\.ts$|\/testing\/|^testing\//.test(file));

it("is the only statement that sets a reservation's status", () => {
  const writers = sources.filter(
    (file) => statusWrites(fs.readFileSync(`${CONTEXT}/${file}`, "utf8")).length > 0,
  );
  expect(writers).toEqual([ONLY]);
});

it("is found with every way to write such a statement, and with none that only asks", () => {
  expect(statusWrites('tx.update(reservations).set({ status: "EXPIRED", endedAt }).where(x)')).toHaveLength(
    1,
  );
  expect(statusWrites("tx\n  .update(reservations)\n  .set({\n    endedAt,\n    status,\n  })")).toHaveLength(
    1,
  );
  expect(
    statusWrites("sql`update reservation.reservations r set ended_at = now(), status = 'EXPIRED'`"),
  ).toHaveLength(1);
  expect(
    statusWrites("sql`update reservation.reservations set total_amount = 1 where status = 'HELD'`"),
  ).toEqual([]);
  expect(statusWrites('tx.update(flights).set({ status: "CANCELLED" })')).toEqual([]);
});
