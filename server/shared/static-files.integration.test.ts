import { gunzipSync } from "node:zlib";
import { eq, sql } from "drizzle-orm";
import { afterAll, expect, test, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { staticFiles } from "@/db/schema/shared";
import { uuidv7 } from "./ids";
import { keepStaticFiles, staticFileBody, staticFilePaths } from "./static-files";

afterAll(closeDatabase);

/** The files of a build of its own, more than are stored at a time. */
const build = () => {
  const id = uuidv7();
  return Array.from({ length: 25 }, (_, n) => `/_next/static/chunks/${id}-${n}.js`);
};
const read = vi.fn(async (path: string) => Buffer.from(`contents of ${path}`));
const age = (path: string, interval: string) =>
  database()
    .update(staticFiles)
    .set({ keptAt: sql`now() - ${interval}::interval` })
    .where(eq(staticFiles.path, path));
const isKept = async (path: string) => (await staticFilePaths()).includes(path);

test("the files of a build are stored once, also by two processes at the same time, and are given back", async () => {
  const [one, two] = [build(), build()];
  await Promise.all([keepStaticFiles(one, read), keepStaticFiles([...one].reverse(), read)]);
  expect(await keepStaticFiles([...one, ...two], read)).toBe(25);
  for (const path of [...one, ...two])
    expect(String(gunzipSync((await staticFileBody(path)) as Buffer))).toBe(`contents of ${path}`);
  expect(await staticFileBody(`/_next/static/${uuidv7()}.js`)).toBeNull();
});

test("a file goes seven days after the last process that has it, and not before", async () => {
  const [before, now] = [build(), build()];
  const [old = "", recent = ""] = before;
  await keepStaticFiles(before, read);
  await age(old, "7 days 1 minute");
  await age(recent, "6 days 23 hours");
  await keepStaticFiles(now, read);
  expect([await isKept(old), await isKept(recent)]).toEqual([false, true]);
});

test("a process keeps its own files however old they are", async () => {
  const own = build();
  await keepStaticFiles(own, read);
  for (const path of own) await age(path, "30 days");
  expect(await keepStaticFiles(own, read)).toBe(0);
  expect(await Promise.all(own.map(isKept))).not.toContain(false);
});
