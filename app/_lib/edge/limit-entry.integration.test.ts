import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { ROOT } from "@/tools/root";
import { countedAddress, limitWrite } from "./limit-entry";

beforeEach(() => void vi.stubEnv("ENTRY_WRITES_PER_MINUTE", "20"));
afterAll(async () => {
  vi.unstubAllEnvs();
  await closeDatabase();
});

/** A process of its own that writes so often. @returns how many of them were let through. */
async function writer(address: string, times: number): Promise<number> {
  const script = `
    const { limitWrite } = await import("@/app/_lib/edge/limit-entry");
    const { closeDatabase } = await import("@/db/client");
    let passed = 0;
    for (let n = 0; n < ${times}; n++) if ((await limitWrite("${address}")) === 0) passed++;
    await closeDatabase();
    console.log("passed", passed);`;
  const args = ["--import", "tsx", "--input-type=module", "--eval", script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT, env: process.env });
  return Number(/passed (\d+)/.exec(stdout)?.[1]);
}

/** Waits for the beginning of a minute when less than `seconds` of it are left: a count begins anew with each. */
async function roomInMinute(seconds: number): Promise<void> {
  const left = 60 - ((Date.now() / 1_000) % 60);
  if (left < seconds) await new Promise((resolve) => setTimeout(resolve, left * 1_000 + 50));
}

const rows = async (address: string) => {
  const { rows } = await database().execute<{ count: number }>(
    sql`select count from shared.rate_limits where key = ${`entry:${address}`}`,
  );
  return rows.map(({ count }) => count);
};

test("two processes share the limit of an address; another address is not affected", async () => {
  await roomInMinute(25);
  const passed = await Promise.all([writer("203.0.113.5", 30), writer("203.0.113.5", 30)]);
  // Each process may let through a tenth of the limit before it asks the others.
  expect(passed[0]! + passed[1]!).toBeGreaterThanOrEqual(20);
  expect(passed[0]! + passed[1]!).toBeLessThanOrEqual(24);
  expect(await limitWrite("203.0.113.6")).toBe(0);
});

test("an address that writes rarely costs the database nothing; from a tenth of the limit on all its writes count", async () => {
  await roomInMinute(5);
  for (let n = 0; n < 2; n++) expect(await limitWrite("203.0.113.7")).toBe(0);
  expect(await rows("203.0.113.7")).toEqual([]);
  expect(await limitWrite("203.0.113.7")).toBe(0);
  expect(await rows("203.0.113.7")).toEqual([3]);
  for (let n = 3; n < 20; n++) expect(await limitWrite("203.0.113.7")).toBe(0);
  const wait = await limitWrite("203.0.113.7");
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);
});

test("while the database does not answer nobody is refused here", async () => {
  const url = process.env.DATABASE_URL;
  process.env.DATABASE_URL = "postgres://msa@127.0.0.1:1/msa";
  for (let n = 0; n < 30; n++) expect(await limitWrite("203.0.113.8")).toBe(0);
  process.env.DATABASE_URL = url;
});

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["::ffff:203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:DB8::6", "2001:db8:0:0::/64"],
  ["127.0.0.1", null],
  ["::1", null],
  ["::ffff:127.0.0.1", null],
  ["not an address", "unknown"],
])("behind a proxy, %s counts as %s", (address, counted) => {
  const request = { headers: { "x-forwarded-for": `198.51.100.1, ${address}` }, socket: {} as never };
  expect(countedAddress(request)).toBe(counted);
});
