import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { log } from "@/server/shared/log";

const { pingDatabase } = vi.hoisted(() => ({ pingDatabase: vi.fn(async () => {}) }));
vi.mock("@/server/shared/readiness", () => ({ pingDatabase }));

const away = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
const visitor = { locale: "ko", theme: "system" } as const;

let outageAnswer: typeof import("./platform-outage").outageAnswer;
beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubEnv("VERCEL", "1");
  vi.spyOn(log, "error").mockImplementation(() => {});
  pingDatabase.mockReset();
  // Each test begins with nothing remembered.
  vi.resetModules();
  ({ outageAnswer } = await import("./platform-outage"));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test("a page without its database is a 503 in both languages with Retry-After", async () => {
  pingDatabase.mockRejectedValue(away);
  const answer = await outageAnswer("GET", visitor);
  expect([answer?.status, answer?.headers.get("Retry-After")]).toEqual([503, "5"]);
  const text = await answer?.text();
  expect(text).toContain("지금은 화면을 열 수 없습니다");
  expect(text).toContain("temporarily unavailable");
  expect(await (await outageAnswer("HEAD", visitor))?.text()).toBe("");
});

test("a page whose database answers is drawn", async () => {
  expect(await outageAnswer("GET", visitor)).toBeNull();
});

test("with our own server nothing is asked", async () => {
  vi.stubEnv("VERCEL", undefined);
  pingDatabase.mockRejectedValue(away);
  expect(await outageAnswer("GET", visitor)).toBeNull();
  expect(pingDatabase).not.toHaveBeenCalled();
});

test("a server action is let through: its form shows the outage", async () => {
  pingDatabase.mockRejectedValue(away);
  expect(await outageAnswer("POST", visitor)).toBeNull();
  expect(pingDatabase).not.toHaveBeenCalled();
});

test("one query is enough for the requests of five seconds", async () => {
  pingDatabase.mockRejectedValueOnce(away);
  const answers = await Promise.all([
    outageAnswer("GET", visitor),
    outageAnswer("GET", visitor),
    outageAnswer("GET", visitor),
  ]);
  expect(answers.map((answer) => answer?.status)).toEqual([503, 503, 503]);
  vi.advanceTimersByTime(4_999);
  expect((await outageAnswer("GET", visitor))?.status).toBe(503);
  expect(pingDatabase).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(await outageAnswer("GET", visitor)).toBeNull();
  expect(await outageAnswer("GET", visitor)).toBeNull();
  expect(pingDatabase).toHaveBeenCalledTimes(2);
});

test("a process that waits five seconds for a connection is only busy", async () => {
  pingDatabase.mockReturnValue(new Promise((resolve) => setTimeout(resolve, 5_000)));
  const answer = outageAnswer("GET", visitor);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await answer).toBeNull();
});

test("a database that is silent for six seconds counts as away", async () => {
  pingDatabase.mockReturnValue(new Promise(() => {}));
  const answer = outageAnswer("GET", visitor);
  await vi.advanceTimersByTimeAsync(6_000);
  expect((await answer)?.status).toBe(503);
});

test("a fault that waiting does not mend is left to the page", async () => {
  pingDatabase.mockRejectedValue(
    Object.assign(new Error("password authentication failed"), { code: "28P01" }),
  );
  expect(await outageAnswer("GET", visitor)).toBeNull();
});
