import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import { expect, test } from "vitest";
import { endProcess, isSameProcess, processIdentity } from "./processes";

const idle = () => spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });

test("a living process has an identity, one that never was has none", () => {
  expect(processIdentity(process.pid)).toBeTruthy();
  expect(processIdentity(2 ** 22 + 1)).toBeNull();
});

test("another life of the same pid is not the same process", () => {
  expect(isSameProcess(process.pid, "another-boot:1")).toBe(false);
  expect(isSameProcess(process.pid, processIdentity(process.pid))).toBe(true);
});

test("ending a process waits until it is gone, and does nothing the second time", async () => {
  const child = idle();
  const pid = child.pid!;
  const identity = processIdentity(pid);
  await endProcess(pid, identity);
  expect(isSameProcess(pid, identity)).toBe(false);
  await endProcess(pid, identity);
});

test("one that ignores SIGTERM is killed after its grace", async () => {
  const child = spawn(process.execPath, [
    "-e",
    "process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)",
  ]);
  await once(child.stdout, "data");
  const exit = once(child, "exit");
  await endProcess(child.pid!, processIdentity(child.pid!), { graceMs: 200 });
  expect((await exit)[1]).toBe("SIGKILL");
});

test.skipIf(process.platform !== "linux")(
  "a zombie is nobody, though it can still be signalled",
  async () => {
    // The shell starts a child and becomes a program that never collects it. Only then may the child end: the
    // shell would have collected it.
    const parent = spawn("sh", ["-c", "exec 3<&0; sh -c 'read _ <&3' & echo $!; exec sleep 30"]);
    const zombie = Number(String((await once(parent.stdout, "data"))[0]));
    const program = () => fs.readFileSync(`/proc/${parent.pid}/comm`, "utf8").trim();
    while (program() !== "sleep") await new Promise((resolve) => setTimeout(resolve, 10));
    parent.stdin.end("\n");
    const state = () => fs.readFileSync(`/proc/${zombie}/stat`, "utf8").split(") ")[1]?.[0];
    while (state() !== "Z") await new Promise((resolve) => setTimeout(resolve, 10));
    expect(process.kill(zombie, 0)).toBe(true);
    expect(processIdentity(zombie)).toBeNull();
    parent.kill("SIGKILL");
  },
);
