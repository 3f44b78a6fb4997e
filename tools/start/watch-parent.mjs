// Preloaded into every part (`node --import`): a part whose supervisor was killed ends by itself.
import { isMainThread } from "node:worker_threads";

const CHECK_MS = 500;
const GRACE_MS = 10_000;

const parent = Number(process.env.MSA_PARENT_PID);
// A process that this one forks inherits the preload, but has another parent.
delete process.env.MSA_PARENT_PID;

if (isMainThread && parent > 0) {
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
    // The part leads a process group of its own: whatever it started ends with it.
    setTimeout(() => process.kill(-process.pid, "SIGKILL"), GRACE_MS).unref();
  }, CHECK_MS);
  timer.unref();
}
