import { expect } from "@playwright/test";
import { until } from "@/e2e/support/until";
import { uuidv7 } from "@/server/shared/ids";
import type { ProbeApp } from "./probe-app";
import type { Report } from "./report";

type Options = { probes: ProbeApp; refused: ProbeApp; longest: boolean };

/** The first retry of a real engine comes after 15 to 45 seconds. */
const RETRY_MS = 90_000;

/**
 * What the engine promises to any application, tested through the SDK. Once the functions are registered all is asked at
 * the same time: every question has an event of its own, and most of its time is the engine's pause.
 */
export async function probeEngine(report: Report, options: Options): Promise<void> {
  const asking = questions(options.probes);
  await probeRegistration(report, options, asking);
  await Promise.all([
    ...probeSteps(report, options, asking),
    ...probeTries(report, options, asking),
    probeCron(report, options, asking),
  ]);
}

/** What the probes do: send an event, and wait until something has run so many times. */
function questions({ client, counts }: ProbeApp) {
  const ran = (key: string, times: number, timeoutMs = 30_000) =>
    until(
      async () => counts.get(key) ?? 0,
      (n) => n >= times,
      { timeoutMs, describe: (n) => `${key}: ${n}` },
    );
  const send = (name: string, id = uuidv7()) =>
    client.send({ id, name: `probe/${name}`, data: { n: id } }).then(() => id);
  return { ran, send };
}

type Questions = ReturnType<typeof questions>;

async function probeRegistration(
  report: Report,
  { probes, refused }: Options,
  { ran, send }: Questions,
): Promise<void> {
  await report.scenario("registration is all or nothing, and a refusal is told", async () => {
    expect(await probes.register()).toMatchObject({ status: 200 });
    const answer = await refused.register();
    expect(answer.status, answer.message).toBeGreaterThanOrEqual(400);
    expect(answer.message).not.toBe("");
    await probes.client.send({ name: "probe/innocent", data: {} });
    await ran(`steps ended ${await send("steps")}`, 1);
    expect(refused.counts.get("innocent") ?? 0).toBe(0);
  });
}

function probeSteps(
  report: Report,
  { probes: { counts } }: Options,
  { ran, send }: Questions,
): Promise<void>[] {
  return [
    report.scenario("a finished step is not run again", async () => {
      const id = await send("steps");
      await ran(`steps ended ${id}`, 1);
      expect([counts.get(`step one ${id}`), counts.get(`step two ${id}`)]).toEqual([1, 1]);
    }),
    report.scenario("an event id that was seen starts no second run", async () => {
      const id = await send("steps");
      await ran(`steps ended ${id}`, 1);
      await send("steps", id);
      await ran(`steps ended ${await send("steps")}`, 1);
      expect(counts.get(`step one ${id}`)).toBe(1);
    }),
    report.scenario("a sleep ends when its time has come", async () => {
      const id = await send("sleeps");
      await ran(`woke ${id}`, 1);
      expect(counts.get(`woke early ${id}`)).toBeUndefined();
    }),
  ];
}

function probeTries(
  report: Report,
  { probes: { counts } }: Options,
  { ran, send }: Questions,
): Promise<void>[] {
  return [
    report.scenario("what must not be retried goes to the failure handler, with its event", async () => {
      const id = await send("gives-up");
      await ran(`given up ${id}`, 1);
      expect(counts.get(`tries of a permanent failure ${id}`)).toBe(1);
    }),
    report.scenario("a batch gets all of its events", async () => {
      const ids = await Promise.all(Array.from({ length: 23 }, () => send("gathers")));
      for (const id of ids) await ran(`gathered ${id}`, 1);
    }),
    report.scenario("a failed step is tried again, and the step before it is not", async () => {
      const id = await send("retries");
      await ran(`tries ${id}`, 2, RETRY_MS);
      expect(counts.get(`kept step ${id}`)).toBe(1);
    }),
  ];
}

async function probeCron(report: Report, { longest }: Options, { ran }: Questions): Promise<void> {
  if (longest)
    await report.scenario("a cron fires every minute", async () => void (await ran("tick", 2, 150_000)));
  else await report.scenario("a cron fires", async () => void (await ran("tick", 1, 75_000)));
}
