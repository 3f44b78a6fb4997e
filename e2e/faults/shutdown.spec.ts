import http from "node:http";
import type { Airline } from "@/e2e/support/airline";
import { expect, test } from "@/e2e/support/stack";
import { until } from "@/e2e/support/until";

const ROUNDS = 5;
const CLIENTS = 8;
const PATHS = ["/ko", "/en/sign-in", "/ko/trips", "/api/pages/messages/unread"];

test.describe.configure({ timeout: 240_000 });

type Answer = { status: number; closes: boolean };

const ask = (url: string, agent: http.Agent, cookie: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = http.get(url, { agent, headers: { cookie } }, (response) => {
      response.resume();
      response.once("end", () =>
        resolve({ status: response.statusCode ?? 0, closes: response.headers.connection === "close" }),
      );
      response.once("error", reject);
    });
    request.once("error", reject);
  });

/** Asks one process under load to end, while a prober checks its readiness as a load balancer would. */
async function round(airline: Airline, cookie: string) {
  const [, second] = airline.stack.apps;
  if (!second) throw new Error("this stack has one process of the site");
  await second.start();
  const origin = `http://127.0.0.1:${second.port}`;
  const seen = { answers: 0, closing: 0, notReady: 0, failures: [] as string[] };
  let sending = true;
  const client = async (n: number) => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (let turn = n; sending; turn++) {
      const path = PATHS[turn % PATHS.length] as string;
      try {
        const answer = await ask(`${origin}${path}`, agent, cookie);
        seen.answers += 1;
        if (answer.closes) seen.closing += 1;
        if (answer.status >= 500) seen.failures.push(`${path} ${answer.status}`);
      } catch (error) {
        seen.failures.push(`${path} ${(error as NodeJS.ErrnoException).code}`);
      }
    }
    agent.destroy();
  };
  const clients = Array.from({ length: CLIENTS }, (_, n) => client(n));
  await until(
    async () => seen.answers,
    (answers) => answers >= CLIENTS * 3,
    { timeoutMs: 60_000, everyMs: 20 },
  );
  const ended = second.stop();
  const prober = new http.Agent({ keepAlive: false });
  // A load balancer takes a process out after two such answers.
  while (seen.notReady < 2) {
    const { status } = await ask(`${origin}/api/health/ready`, prober, "");
    if (status === 503) seen.notReady += 1;
    else expect(status).toBe(200);
  }
  await until(
    async () => seen.closing,
    (closing) => closing > 0,
    { timeoutMs: 10_000, everyMs: 10 },
  );
  sending = false;
  await Promise.all(clients);
  await ended;
  return seen;
}

test(`a process that is asked to end under load resets no connection, ${ROUNDS} times`, async ({
  airline,
}) => {
  const { cookie } = await airline.customer();
  try {
    for (let n = 1; n <= ROUNDS; n++) {
      const { failures, notReady, closing } = await round(airline, `next-auth.session-token=${cookie}`);
      expect({ round: n, failures }).toEqual({ round: n, failures: [] });
      expect([notReady > 0, closing > 0]).toEqual([true, true]);
    }
  } finally {
    await airline.stack.apps[1]?.start();
  }
});
