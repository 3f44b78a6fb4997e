import http from "node:http";
import { Inngest, type InngestFunction, NonRetriableError } from "inngest";
import { serve as serveEdge } from "inngest/edge";
import { serve } from "inngest/node";

export type Keys = { eventKey: string; signingKey: string };

/** A small application beside the site. It counts how often the engine ran each of its functions. */
export type ProbeApp = {
  client: Inngest;
  /** How often something ran, by "<what> <event's n>". */
  counts: Map<string, number>;
  /** Tells the engine the functions. @returns the status and the message of its answer. */
  register(): Promise<{ status: number; message: string }>;
  stop(): Promise<void>;
};

type Define = (client: Inngest, count: (what: string, data?: unknown) => number) => InngestFunction.Any[];

/** Serves functions at `port`, at the path that the site uses too. */
export async function startProbeApp(
  id: string,
  engineUrl: string,
  keys: Keys,
  port: number,
  define: Define,
): Promise<ProbeApp> {
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  const client = new Inngest({ id, baseUrl: engineUrl, isDev: false, logger: quiet, ...keys });
  const counts = new Map<string, number>();
  const count = (what: string, data?: unknown) => {
    const n = (data as { n?: unknown } | undefined)?.n;
    const key = n === undefined ? what : `${what} ${n}`;
    const times = (counts.get(key) ?? 0) + 1;
    counts.set(key, times);
    return times;
  };
  const functions = define(client, count);
  const serveOrigin = `http://127.0.0.1:${port}`;
  const server = http.createServer(serve({ client, functions, serveOrigin }));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  const handler = serveEdge({ client, functions, serveOrigin, enableUnauthedSync: true });
  return {
    client,
    counts,
    async register() {
      const headers = { host: new URL(serveOrigin).host };
      const answer = await handler(new Request(`${serveOrigin}/api/inngest`, { method: "PUT", headers }));
      const { message = "" } = (await answer.json()) as { message?: string };
      return { status: answer.status, message };
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Functions that count their calls, one for each promise of the engine. */
export const probeFunctions: Define = (client, count) => {
  const on = (event: string) => [{ event: `probe/${event}` }];
  return [
    client.createFunction({ id: "steps", triggers: on("steps") }, async ({ event, step }) => {
      await step.run("one", () => count("step one", event.data));
      await step.run("two", () => count("step two", event.data));
      count("steps ended", event.data);
    }),
    client.createFunction({ id: "sleeps", triggers: on("sleeps") }, async ({ event, step }) => {
      const before = await step.run("before", () => Date.now());
      await step.sleep("nap", "2s");
      await step.run("after", () => count(Date.now() - before >= 2_000 ? "woke" : "woke early", event.data));
    }),
    client.createFunction({ id: "retries", retries: 3, triggers: on("retries") }, async ({ event, step }) => {
      await step.run("kept", () => count("kept step", event.data));
      await step.run("fails once", () => {
        if (count("tries", event.data) === 1) throw new Error("the first try fails");
        return "mended";
      });
    }),
    client.createFunction(
      {
        id: "gives-up",
        retries: 3,
        triggers: on("gives-up"),
        onFailure: ({ event }: { event: { data: { event: { data?: unknown } } } }) =>
          void count("given up", event.data.event.data),
      },
      async ({ event }) => {
        count("tries of a permanent failure", event.data);
        throw new NonRetriableError("no use");
      },
    ),
    client.createFunction(
      { id: "gathers", triggers: on("gathers"), batchEvents: { maxSize: 10, timeout: "2s" } },
      async ({ events }) => {
        for (const each of events) count("gathered", each.data);
      },
    ),
    client.createFunction({ id: "ticks", triggers: [{ cron: "* * * * *" }] }, async () => void count("tick")),
  ];
};

/** A function that an engine must refuse, and one that it would accept. */
export const refusedFunctions: Define = (client, count) => [
  client.createFunction(
    { id: "greedy", triggers: Array.from({ length: 11 }, (_, n) => ({ event: `probe/greedy-${n}` })) },
    async () => void count("greedy"),
  ),
  client.createFunction(
    { id: "innocent", triggers: [{ event: "probe/innocent" }] },
    async () => void count("innocent"),
  ),
];
