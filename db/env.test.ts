import { expect, test } from "vitest";
import { databaseEnv } from "./env";

test("a script reads the database's settings without the rest of the environment, and they are checked", () => {
  expect(databaseEnv({ NEON_WS_PROXY: "127.0.0.1:5000" })).toEqual({
    DATABASE_POOL_SIZE: 8,
    NEON_WS_PROXY: "127.0.0.1:5000",
  });
  expect(() => databaseEnv({ DATABASE_POOL_SIZE: "many" })).toThrow("DATABASE_POOL_SIZE");
});
