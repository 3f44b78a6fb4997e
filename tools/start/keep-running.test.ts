import { spawn } from "node:child_process";
import { expect, test, vi } from "vitest";
import { keepRunning } from "./keep-running";
import type { Part } from "./part";
import type { Stack } from "./stack";

/** A part whose new starts fail as often as is said. */
function broken(failures: number) {
  let crash: (how: string) => void = () => undefined;
  let starts = 0;
  const part = {
    name: "mailbox",
    pid: 7,
    isAlive: async () => true,
    start: async () => {
      starts++;
      if (starts <= failures) throw new Error("no");
    },
  } as unknown as Part;
  const stack = {
    parts: [part],
    onCrash: (listener: (part: Part, how: string) => void) => {
      crash = (how) => listener(part, how);
    },
  } as unknown as Stack;
  return { stack, crash: () => crash("exit code 1"), starts: () => starts };
}

const pausesIn = (lines: string[]) =>
  lines.flatMap((line) => /again in ([\d.]+) s/.exec(line)?.[1] ?? []).map(Number);

test("the pause doubles with each failure up to the longest, and nobody gives up", async () => {
  const { stack, crash, starts } = broken(6);
  const lines: string[] = [];
  keepRunning(stack, { say: (line) => lines.push(line), firstPauseMs: 100, longestPauseMs: 400 });
  crash();
  await vi.waitFor(() => expect(lines.at(-1)).toBe("mailbox runs again (pid 7)."), { timeout: 10_000 });
  expect(starts()).toBe(7);
  expect(pausesIn(lines)).toEqual([0.1, 0.2, 0.4, 0.4, 0.4, 0.4, 0.4]);
});

test("a part that was well for long enough begins with the first pause again, another one does not", async () => {
  for (const [wellAfterMs, pauses] of [
    [0, [0.1, 0.1]],
    [60_000, [0.1, 0.2]],
  ] as const) {
    const { stack, crash } = broken(0);
    const lines: string[] = [];
    const again = () => lines.filter((line) => line.includes("runs again")).length;
    keepRunning(stack, { say: (line) => lines.push(line), firstPauseMs: 100, wellAfterMs });
    crash();
    await vi.waitFor(() => expect(again()).toBe(1), { timeout: 10_000 });
    crash();
    await vi.waitFor(() => expect(again()).toBe(2), { timeout: 10_000 });
    expect(pausesIn(lines)).toEqual(pauses);
  }
});

test("unless told otherwise, a part that ran for ten seconds is well", async () => {
  let now = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => now);
  const { stack, crash } = broken(0);
  const lines: string[] = [];
  keepRunning(stack, { say: (line) => lines.push(line), firstPauseMs: 100 });
  for (const [index, ranMs] of [0, 9_000, 10_000].entries()) {
    now += ranMs;
    crash();
    await vi.waitFor(
      () => expect(lines.filter((line) => line.includes("runs again"))).toHaveLength(index + 1),
      { timeout: 10_000 },
    );
  }
  clock.mockRestore();
  expect(pausesIn(lines)).toEqual([0.1, 0.2, 0.1]);
});

test("nothing is started once it was stopped, not even what was waiting", async () => {
  const { stack, crash, starts } = broken(0);
  const running = keepRunning(stack, { say: () => undefined, firstPauseMs: 60_000 });
  crash();
  await running.stop();
  crash();
  expect(starts()).toBe(0);
});

/** A part that is a real process which does nothing. Its probe answers what is said. */
function probed(answers: readonly boolean[]) {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  let asked = 0;
  const part = {
    name: "app",
    get pid() {
      return child.pid ?? null;
    },
    isAlive: async () => answers[asked++] ?? true,
  } as unknown as Part;
  const stack = { parts: [part], onCrash: () => undefined } as unknown as Stack;
  return { child, stack, asked: () => asked };
}

test("a part whose probe fails three times in a row is killed, and this is said; one that recovers is left alone", async () => {
  for (const [answers, isKilled] of [
    [[false, false, true, false, false, true], false],
    [[true, false, false, false], true],
  ] as const) {
    const { child, stack, asked } = probed(answers);
    const lines: string[] = [];
    const running = keepRunning(stack, { say: (line) => lines.push(line), probeEveryMs: 10 });
    await vi.waitFor(() => expect(asked()).toBeGreaterThan(answers.length + 2), { timeout: 10_000 });
    if (isKilled) await vi.waitFor(() => expect(child.signalCode).toBe("SIGKILL"), { timeout: 10_000 });
    expect([child.signalCode, lines.length]).toEqual(isKilled ? ["SIGKILL", 1] : [null, 0]);
    await running.stop();
    child.kill("SIGKILL");
  }
});
