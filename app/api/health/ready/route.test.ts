import { beforeEach, expect, test, vi } from "vitest";
import { GET } from "./route";

const { readiness, engineState } = vi.hoisted(() => ({ readiness: vi.fn(), engineState: vi.fn() }));
const started = { now: true };
const shedding = { now: false };
vi.mock("@/server/shared/startup", () => ({ hasStarted: () => started.now }));
vi.mock("@/app/_lib/edge/shed-load", () => ({ isShedding: () => shedding.now }));
vi.mock("@/server/shared/readiness", () => ({ readiness }));
vi.mock("@/inngest/registration/engine-state", () => ({ engineState }));
beforeEach(() => void vi.resetAllMocks());

const answer = async () => {
  const response = await GET();
  return [response.status, await response.json(), response.headers.get("Retry-After")];
};

test("a process that can serve is ready", async () => {
  readiness.mockResolvedValue("ready");
  engineState.mockResolvedValue("accepted");
  expect(await answer()).toEqual([200, { status: "ok" }, null]);
});

test.each(["refused", "unregistered", "unknown"])(
  "with an engine that is %s the process is ready, and says that it is degraded",
  async (engine) => {
    readiness.mockResolvedValue("ready");
    engineState.mockResolvedValue(engine);
    expect(await answer()).toEqual([200, { status: "degraded", reason: `event-engine-${engine}` }, null]);
  },
);

test("without its database a process is not ready, and asks no further", async () => {
  readiness.mockResolvedValue("database-unreachable");
  expect(await answer()).toEqual([503, { status: "unavailable", reason: "database-unreachable" }, "2"]);
  expect(engineState).not.toHaveBeenCalled();
});

test.each([
  [false, "database-unreachable", "starting"],
  [false, "migrations-behind", "starting"],
  [false, "work-not-running", "starting"],
  [true, "migrations-behind", "unavailable"],
  [true, "pool-dead", "unavailable"],
  [true, "shutting-down", "draining"],
  [false, "shutting-down", "draining"],
])("started %s and %s: the process is %s", async (isStarted, reason, status) => {
  started.now = isStarted;
  readiness.mockResolvedValue(reason);
  expect(await answer()).toEqual([503, { status, reason }, "2"]);
  started.now = true;
});

test("a process that refuses new work stays ready: without it the others would have still more to do", async () => {
  shedding.now = true;
  readiness.mockResolvedValue("ready");
  expect(await answer()).toEqual([200, { status: "degraded", reason: "shedding-load" }, null]);
  shedding.now = false;
});
