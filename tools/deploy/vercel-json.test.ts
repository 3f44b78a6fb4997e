import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "@/tools/root";
import { migratesFirst } from "./build-on-vercel";

const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");
const settings = JSON.parse(read("vercel.json"));

test("functions run beside the database, whose nearest region at Neon is Singapore, and as long as the event engine may need", () => {
  expect(settings.regions).toEqual(["sin1"]);
  const [, seconds] = /export const maxDuration = (\d+);/.exec(read("app/api/inngest/route.ts")) ?? [];
  expect(settings.functions).toEqual({ "app/**/*": { maxDuration: Number(seconds) } });
});

test("no push deploys by itself, and nothing runs by Vercel's clock", () => {
  expect(settings.git).toEqual({ deploymentEnabled: false });
  expect(settings.crons).toBeUndefined();
});

test("the build command is a script of the project", () => {
  const [, script = ""] = /^node --import tsx (\S+)$/.exec(settings.buildCommand) ?? [];
  expect(fs.existsSync(path.join(ROOT, script))).toBe(true);
});

test("a production build migrates unless that was done; a preview's build never does", () => {
  expect(migratesFirst({ VERCEL_ENV: "production" })).toBe(true);
  expect(migratesFirst({ VERCEL_ENV: "production", MSA_MIGRATED: "1" })).toBe(false);
  expect(migratesFirst({ VERCEL_ENV: "preview" })).toBe(false);
  expect(migratesFirst({})).toBe(false);
});

test("the command line of Vercel is locked with the integrity of its whole tree", () => {
  const { packages } = JSON.parse(read("tools/deploy/vercel-cli/package-lock.json")) as {
    packages: Record<string, { integrity?: string; link?: boolean; resolved?: string }>;
  };
  const installed = Object.entries(packages).filter(([name]) => name !== "");
  expect(installed.length).toBeGreaterThan(100);
  expect(installed.filter(([, { integrity, resolved }]) => !integrity || resolved)).toEqual([]);
});
