import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { oldBackups } from "./old-backups";

const now = new Date("2027-01-31T03:17:20Z");
let parent: string;
beforeEach(() => {
  parent = fs.mkdtempSync(path.join(os.tmpdir(), "msa-air-backups-"));
});
afterEach(() => fs.rmSync(parent, { recursive: true }));

function make(name: string, whole = true): void {
  fs.mkdirSync(path.join(parent, name));
  if (whole) fs.writeFileSync(path.join(parent, name, "manifest.json"), "{}");
}
const old = (count: number) => oldBackups(parent, count, now).map((folder) => path.basename(folder));

test("the newest whole backups stay, and folders of somebody else", () => {
  for (const day of ["28", "29", "30", "31"]) make(`msa-air-202701${day}T031700Z`);
  make("msa-air-before-the-move");
  make("other");
  expect(old(2)).toEqual(["msa-air-20270128T031700Z", "msa-air-20270129T031700Z"]);
  expect(old(4)).toEqual([]);
});

test("a backup that was cut off counts as none, and goes after a day", () => {
  make("msa-air-20270127T031700Z");
  make("msa-air-20270129T031700Z", false);
  make("msa-air-20270131T031700Z", false);
  expect(old(1)).toEqual(["msa-air-20270129T031700Z"]);
});
