import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "@/db/client";
import {
  type GatewayProcess,
  SECRET_KEY,
  startGateway,
  temporaryFolder,
} from "@/local/payment-gateway/testing/gateway-process";
import { seed } from "@/tools/seed/main";
import { readOptions, requireLocal } from "./options";
import { lawLines, lawsAfter, simulate } from "./simulation";

let home: Awaited<ReturnType<typeof temporaryFolder>>;
let gateway: GatewayProcess;

beforeAll(async () => {
  home = await temporaryFolder();
  gateway = await startGateway(home.folder);
  Object.assign(process.env, { STRIPE_API_URL: gateway.url, STRIPE_SECRET_KEY: SECRET_KEY });
  await seed(process.env.DATABASE_URL!, { days: 4 });
}, 120_000);
afterAll(async () => {
  await gateway.stop();
  await home.remove();
  await closeDatabase();
});

const run = (args: string[], signal = new AbortController().signal) =>
  simulate({ ...readOptions(args), gatewayUrl: gateway.url, signal });

test("customers book and cancel at a pace, and the laws hold with the provider's sums", {
  timeout: 120_000,
}, async () => {
  const booked = await run(["--per-minute", "600", "--minutes", "0.01", "--mix", "book=1", "--seed", "a"]);
  expect(booked.faults).toEqual([]);
  expect(booked.of("book", "done")).toBeGreaterThan(1);
  const changed = await run([
    "--per-minute",
    "600",
    "--minutes",
    "0.01",
    "--mix",
    "cancel=1,abandon=1,decline=1",
    "--seed",
    "b",
  ]);
  expect(changed.faults).toEqual([]);
  expect(changed.of("cancel", "done") + changed.of("abandon", "done")).toBeGreaterThan(0);
  // Many: most routes have one flight a day, and such a trip has no other flight to go to.
  await run(["--per-minute", "1200", "--minutes", "0.05", "--mix", "book=1", "--seed", "c"]);
  const moved = await run(["--per-minute", "1200", "--minutes", "0.03", "--mix", "change=1", "--seed", "d"]);
  expect(moved.faults).toEqual([]);
  expect(moved.of("change", "done")).toBeGreaterThan(0);
  const reports = await lawsAfter(gateway.url, 0);
  expect(lawLines(reports)).not.toContain("BROKEN");
});

test("a simulation that is stopped finishes what it began", { timeout: 60_000 }, async () => {
  const stop = new AbortController();
  const running = run(["--per-minute", "60", "--minutes", "10", "--mix", "abandon=1"], stop.signal);
  stop.abort();
  const tally = await running;
  expect(tally.faults).toEqual([]);
});

test("a law that is broken is said", async () => {
  const paid = { captured: 1, refunded: 0 };
  const { checkLaws } = await import("@/server/assurance/check-laws");
  expect(lawLines(await checkLaws(paid))).toContain("L2  BROKEN");
});

test("nobody is simulated where customers may be real", () => {
  const local = { DATABASE_URL: "postgres://u@127.0.0.1/a", STRIPE_API_URL: "http://127.0.0.1:12111" };
  const remote = { ...local, DATABASE_URL: "postgres://u@db.example/a" };
  expect(() => requireLocal(remote, { allowRemote: false })).toThrow("--allow-remote");
  expect(requireLocal(remote, { allowRemote: true })).toEqual({ gatewayUrl: local.STRIPE_API_URL });
  expect(() => requireLocal({ ...local, STRIPE_API_URL: undefined }, { allowRemote: true })).toThrow(
    "local gateway",
  );
  expect(() => requireLocal({}, { allowRemote: true })).toThrow("npm start");
});

test("wrong arguments are named", () => {
  expect(() => readOptions(["--per-minute", "0"])).toThrow("--per-minute");
  expect(() => readOptions(["--minutes", "many"])).toThrow("--minutes");
  expect(() => readOptions(["--mix", "fly=1"])).toThrow("--mix");
  expect(() => readOptions(["--mix", "book=0"])).toThrow("--mix");
  expect(readOptions([])).toMatchObject({ perMinute: 30, minutes: 10 });
});
