import { afterEach, expect, test } from "vitest";
import { migrate, migrationUrl } from "./migrate";

const before = { ...process.env };
afterEach(() => {
  for (const name of ["DATABASE_URL", "DATABASE_URL_UNPOOLED"]) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
});

const pooled = "postgres://air:secret@pooler:6432/air";
const direct = "postgres://air:secret@database:5432/air";

test("the environment's own database is migrated at its direct address", () => {
  Object.assign(process.env, { DATABASE_URL: pooled, DATABASE_URL_UNPOOLED: direct });
  expect(migrationUrl(pooled)).toBe(direct);
});

test("without a direct address, and for any other database, the address itself is taken", () => {
  process.env.DATABASE_URL = pooled;
  expect(migrationUrl(pooled)).toBe(pooled);
  process.env.DATABASE_URL_UNPOOLED = direct;
  expect(migrationUrl("postgres://air@127.0.0.1:54329/air")).toBe("postgres://air@127.0.0.1:54329/air");
});

test("an error says the reason, and not only the statement", async () => {
  await expect(migrate("postgres://air:secret@127.0.0.1:9/air")).rejects.toThrow("ECONNREFUSED");
});
