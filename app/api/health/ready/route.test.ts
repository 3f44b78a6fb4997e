import { beforeEach, expect, test, vi } from "vitest";
import { GET } from "./route";

const { readiness, engineState } = vi.hoisted(() => ({ readiness: vi.fn(), engineState: vi.fn() }));
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
