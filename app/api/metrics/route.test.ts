import { beforeEach, expect, test, vi } from "vitest";
import { GET } from "./route";

const { outboxBacklog, engineState, assuranceFigures, settings } = vi.hoisted(() => ({
  outboxBacklog: vi.fn(),
  engineState: vi.fn(),
  assuranceFigures: vi.fn(),
  settings: { METRICS_TOKEN: "only-for-tests-metrics" as string | undefined },
}));
vi.mock("@/server/shared/env", () => ({ env: () => settings }));
vi.mock("@/server/shared/outbox", () => ({ outboxBacklog }));
vi.mock("@/inngest/registration/engine-state", () => ({ engineState }));
vi.mock("@/server/assurance/queries", () => ({ assuranceFigures }));

beforeEach(() => {
  vi.resetAllMocks();
  settings.METRICS_TOKEN = "only-for-tests-metrics";
  outboxBacklog.mockResolvedValue({ waiting: 3, oldestAt: new Date(Date.now() - 90_000) });
  engineState.mockResolvedValue("accepted");
  assuranceFigures.mockResolvedValue([{ law: "L3", ok: false, pending: 4, late: 2 }]);
});

const asked = (authorization?: string) =>
  GET(new Request("http://localhost/api/metrics", { headers: authorization ? { authorization } : {} }));
const text = async () => (await asked("Bearer only-for-tests-metrics")).text();

test("the figures say what waits, what is late and which law is broken, in the format of Prometheus", async () => {
  const lines = (await text()).split("\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      "# TYPE msa_effects_late gauge",
      "msa_outbox_waiting 3",
      "msa_engine_registered 1",
      'msa_effects_pending{law="L3"} 4',
      'msa_effects_late{law="L3"} 2',
      'msa_law_broken{law="L3"} 1',
    ]),
  );
  const oldest = lines.find((line) => line.startsWith("msa_outbox_oldest_seconds "));
  expect(Number(oldest?.split(" ")[1])).toBeCloseTo(90, -1);
});

test("the figures say when the engine does not know the functions, and when nothing waits", async () => {
  engineState.mockResolvedValue("refused");
  outboxBacklog.mockResolvedValue({ waiting: 0, oldestAt: null });
  expect(await text()).toContain("msa_engine_registered 0\n");
  expect(await text()).toContain("msa_outbox_oldest_seconds 0\n");
});

test.each([undefined, "Bearer wrong", "Bearer only-for-tests-metrics2", "only-for-tests-metrics"])(
  "tells nothing to who comes with %s",
  async (authorization) => {
    const response = await asked(authorization);
    expect([response.status, await response.text()]).toEqual([401, ""]);
    expect(assuranceFigures).not.toHaveBeenCalled();
  },
);

test("the address does not exist when no token is set", async () => {
  settings.METRICS_TOKEN = undefined;
  expect((await asked("Bearer undefined")).status).toBe(404);
});
