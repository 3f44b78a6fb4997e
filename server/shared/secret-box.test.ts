import { afterEach, expect, test, vi } from "vitest";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";
import { readEnv } from "./env";
import { open, seal } from "./secret-box";

const { variables } = vi.hoisted(() => ({ variables: {} as Record<string, string | undefined> }));
vi.mock("./env", async (original) => ({
  ...(await original<typeof import("./env")>()),
  env: () => readEnv({ ...TEST_ENVIRONMENT, DATABASE_URL: "postgres://localhost/air", ...variables }),
}));
afterEach(() => {
  for (const name of Object.keys(variables)) delete variables[name];
});

const OTHER_KEY = "another-key-0123456789abcdef0123456789abcdef";

test("a sealed text opens for its own purpose only, and looks different each time", () => {
  const sealed = seal("비밀 값", "webhook-secret:1");
  expect(open(sealed, "webhook-secret:1")).toBe("비밀 값");
  expect(open(sealed, "webhook-secret:2")).toBeNull();
  expect(seal("비밀 값", "webhook-secret:1").equals(sealed)).toBe(false);
  expect(sealed.includes("비밀")).toBe(false);
});

test("a changed or a cut value opens nothing", () => {
  const sealed = seal("text", "p");
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    expect(open(changed, "p")).toBeNull();
    expect(open(sealed.subarray(0, at), "p")).toBeNull();
  }
});

test("what the old key sealed is opened while it is the fallback, and not afterwards", () => {
  const sealed = seal("text", "p");
  variables.DATA_KEY = OTHER_KEY;
  expect(open(sealed, "p")).toBeNull();
  variables.DATA_KEY_FALLBACK = TEST_ENVIRONMENT.DATA_KEY;
  expect(open(sealed, "p")).toBe("text");
  expect(open(seal("new", "p"), "p")).toBe("new");
});
