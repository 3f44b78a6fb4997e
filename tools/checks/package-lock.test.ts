import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "@/tools/root";

type Locked = { integrity?: string; resolved?: string; link?: boolean };

const file = path.join(ROOT, "package-lock.json");
const { packages } = JSON.parse(fs.readFileSync(file, "utf8")) as { packages: Record<string, Locked> };
const locked = Object.entries(packages).filter(([name]) => name !== "");

test("npm can check every package that it installs", () => {
  expect(locked.length).toBeGreaterThan(500);
  expect(locked.filter(([, { integrity, link }]) => !link && !integrity).map(([name]) => name)).toEqual([]);
});

test("no package is tied to the registry of whoever locked it", () => {
  expect(locked.filter(([, { resolved }]) => resolved).map(([name]) => name)).toEqual([]);
});
