import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { errorCodes } from "@/server/shared/errors";
import { errorsOf, openApiDocument } from "./document";
import { type AnyOperation, isWrite, scopesOf } from "./operation";
import { operations } from "./operations";

const ROOT = path.resolve(import.meta.dirname, "../../..");

/** The file of the route of an operation: `/reservations/{id}` is in `app/api/v1/reservations/[id]/route.ts`. */
const routeOf = ({ path: address }: AnyOperation) =>
  path.join("app/api/v1", address.replaceAll(/\{(\w+)\}/g, "[$1]"), "route.ts");

const routes = (
  fs.readdirSync(path.join(ROOT, "app/api/v1"), { recursive: true, encoding: "utf8" }) as string[]
)
  .filter((file) => path.basename(file) === "route.ts")
  .map((file) => path.join("app/api/v1", file));

/** Addresses of the API that are no operations: its document, and what pages of the release before still ask. */
const others = ["app/api/v1/openapi.json/route.ts"];

test("each operation is what its route serves, and each route serves operations alone", () => {
  const served = (file: string) =>
    [...fs.readFileSync(path.join(ROOT, file), "utf8").matchAll(/export const (\w+) = serve\((\w+)\)/g)].map(
      ([, method, id]) => `${method} ${id} ${file}`,
    );
  expect(
    routes
      .filter((file) => !others.includes(file))
      .flatMap(served)
      .sort(),
  ).toEqual(operations.map((each) => `${each.method} ${each.id} ${routeOf(each)}`).sort());
});

test("an operation has a name of its own, and a parameter for each part of its path", () => {
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
  for (const { path: address, params, id } of operations) {
    const wanted = [...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect([id, Object.keys(params?.shape ?? {})]).toEqual([id, wanted]);
  }
});

test("the document is plain JSON whose references all lead somewhere", () => {
  const document = openApiDocument();
  const text = JSON.stringify(document);
  expect(JSON.parse(text)).toEqual(document);
  const references = new Set([...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, at]) => at as string));
  expect(references.size).toBeGreaterThan(10);
  for (const reference of references) {
    const found = reference
      .split("/")
      .reduce<unknown>((at, part) => (at as Record<string, unknown>)?.[part], document);
    expect([reference, typeof found]).toEqual([reference, "object"]);
  }
});

test("every write on an order takes If-Match; a note is about an order and none of it", () => {
  const onOrder = operations.filter(
    (each) => isWrite(each) && /^(\/admin)?\/reservations\/\{id\}\//.test(each.path),
  );
  expect(onOrder.length).toBeGreaterThan(15);
  const without = onOrder.filter(({ conditional }) => !conditional).map(({ id }) => id);
  expect(without).toEqual(["writeReservationNote"]);
});

test("the document lists each scope of which an operation needs one as an alternative", () => {
  const { paths } = openApiDocument() as { paths: Record<string, Record<string, { security: unknown }>> };
  for (const operation of operations) {
    const scopes = scopesOf(operation).map((scope) => ({ oauth: [scope] }));
    const expected = scopes.length > 0 ? [...scopes, { session: [] }] : [{}, { oauth: [] }];
    const { security } = paths[operation.path]?.[operation.method.toLowerCase()] ?? {};
    expect([operation.id, security]).toEqual([operation.id, expected]);
  }
  expect(operations.some((operation) => scopesOf(operation).length > 1)).toBe(true);
});

test("every operation says how it refuses", () => {
  for (const operation of operations) {
    expect(errorsOf(operation)).toContain("RATE_LIMITED");
    expect(errorCodes).toEqual(expect.arrayContaining([...(operation.errors ?? [])]));
  }
});
