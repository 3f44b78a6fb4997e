import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TEST_ENVIRONMENT } from "@/tools/test/environment";

const startBackgroundWork = vi.fn();
vi.mock("./start-background-work", () => ({ startBackgroundWork }));

beforeEach(() => {
  vi.resetModules();
  for (const [name, value] of Object.entries(TEST_ENVIRONMENT)) vi.stubEnv(name, value);
  vi.stubEnv("DATABASE_URL", "postgres://localhost/x");
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

class Exit extends Error {}

async function start() {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  vi.spyOn(process, "exit").mockImplementation((code) => {
    throw new Exit(String(code));
  });
  const { startProcess } = await import("./start-process");
  const error = await Promise.resolve()
    .then(startProcess)
    .then(
      () => null,
      (e: unknown) => e,
    );
  return { error, said: said.mock.calls.flat().join("\n") };
}

test("a process with a valid environment starts its work", async () => {
  expect(await start()).toEqual({ error: null, said: "" });
  expect(startBackgroundWork).toHaveBeenCalledOnce();
});

test.each([
  ["NEXTAUTH_SECRET", ""],
  ["INNGEST_SIGNING_KEY", "password-password-password-password"],
  ["SMTP_URL", "http://localhost"],
])("a process without a valid %s exits and names it", async (name, value) => {
  vi.stubEnv(name, value);
  startBackgroundWork.mockClear();
  const { error, said } = await start();
  expect(error).toEqual(new Exit("1"));
  expect(said).toContain(name);
  expect(startBackgroundWork).not.toHaveBeenCalled();
});
