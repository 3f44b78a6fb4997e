import vm from "node:vm";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isOutdated, reloadOnce } from "./outdated";
import { reloadScript } from "./reload-script";

const stored = new Map<string, string>();
const storage = {
  getItem: (key: string) => stored.get(key) ?? null,
  setItem: (key: string, value: unknown) => void stored.set(key, String(value)),
};
const reload = vi.fn();

beforeEach(() => {
  stored.clear();
  reload.mockClear();
  vi.useFakeTimers({ now: 1_800_000_000_000 });
  vi.stubGlobal("sessionStorage", storage);
  vi.stubGlobal("location", { reload });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a missing action or script is a sign of an older version, and no other error is", async () => {
  const missing = Object.assign(new Error("Loading chunk failed"), { name: "ChunkLoadError" });
  const { UnrecognizedActionError } = await import("next/dist/client/components/unrecognized-action-error");
  expect(
    [missing, new UnrecognizedActionError("x"), new Error("fetch failed"), null].map(isOutdated),
  ).toEqual([true, true, false, false]);
});

test("a page loads itself again once in a minute", () => {
  reloadOnce();
  vi.advanceTimersByTime(59_000);
  reloadOnce();
  expect(reload).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1_000);
  reloadOnce();
  expect(reload).toHaveBeenCalledTimes(2);
});

/** Runs the head's script in a page of its own. @returns what tells it of a resource that did not load. */
function page(readyState: string) {
  let listener: (event: { target: unknown }) => void = () => undefined;
  const addEventListener = (_: string, given: typeof listener) => {
    listener = given;
  };
  vm.runInNewContext(reloadScript, {
    ...{ addEventListener, document: { readyState }, location: { reload } },
    ...{ sessionStorage: storage, setTimeout, Date, Number },
  });
  return (target: unknown) => {
    listener({ target });
    vi.advanceTimersByTime(1_000);
  };
}

test("the head's script reloads a page whose own script is missing, once", () => {
  const fails = page("loading");
  fails({ src: "https://air.example/logo.png" });
  fails(undefined);
  expect(reload).not.toHaveBeenCalled();
  fails({ src: "https://air.example/_next/static/chunks/a.js" });
  fails({ href: "https://air.example/_next/static/chunks/a.css" });
  expect(reload).toHaveBeenCalledTimes(1);
});

test("a page that is complete is never reloaded unasked", () => {
  page("complete")({ src: "https://air.example/_next/static/chunks/a.js" });
  expect(reload).not.toHaveBeenCalled();
});
