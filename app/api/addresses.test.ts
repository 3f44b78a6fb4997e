import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");

const filesOf = (folder: string): string[] =>
  fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((file) => path.join(folder, file));

/** `app/api/pages/admin/flights/[id]/manifest/route.ts` as a pattern of addresses. */
const routes = filesOf("app/api")
  .filter((file) => path.basename(file) === "route.ts")
  .map((file) => path.dirname(file).slice("app".length))
  .map(
    (route) => new RegExp(`^${route.replaceAll(/\[\.\.\.\w+\]/g, ".+").replaceAll(/\[\w+\]/g, "[^/]+")}$`),
  );

/** Every address below /api that a component or a page names, with `x` in place of what it fills in. */
const named = [...filesOf("components"), ...filesOf("app/[locale]")]
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .flatMap((file) => [
    ...fs
      .readFileSync(path.join(ROOT, file), "utf8")
      .matchAll(/["`](\/api\/(?:[^"`?$]|(?<=\/)\$\{[^}]*\})*)/g),
  ])
  .map(([, address = ""]) => address.replaceAll(/\$\{[^}]*\}/g, "x"));

test("every address that a page asks has a route", () => {
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((address) => !routes.some((route) => route.test(address)))).toEqual([]);
});

test("pages ask the public API only for the calendar of fares and the waiting room: the rest may change with the pages", () => {
  expect(named.filter((address) => address.startsWith("/api/v1/"))).toEqual([
    "/api/v1/fare-calendar",
    "/api/v1/waiting-rooms/x",
  ]);
});
