import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import Stripe from "stripe";
import { type CardName, TEST_CARDS } from "@/local/payment-gateway/cards";
import type { Totals } from "@/local/payment-gateway/control";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
export const SECRET_KEY = "sk_test_gateway_process";
export const WEBHOOK_SECRET = "whsec_gateway_process";

export type GatewayProcess = {
  url: string;
  stripe: Stripe;
  /** Posts to `/_control…` and gives its JSON; throws if it is refused. */
  control(path: string, body: object): Promise<Record<string, unknown>>;
  totals(): Promise<Totals>;
  /** Submits the hosted page's form. */
  submit(sessionId: string, card: CardName): Promise<Response>;
  /** kill -9 */
  kill(): Promise<void>;
  /** SIGTERM; gives the exit code. */
  stop(): Promise<number | null>;
};

/** A folder of its own for the process's log, removed by the returned function. */
export async function temporaryFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), "gateway-"));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Starts the gateway as a process of its own on a free port, and waits until it is ready. */
export async function startGateway(
  folder: string,
  env: Record<string, string> = {},
): Promise<GatewayProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", MAIN], {
    env: {
      ...process.env,
      MSA_DATA_DIR: folder,
      MSA_GATEWAY_PORT: "0",
      STRIPE_SECRET_KEY: SECRET_KEY,
      STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const url = await readyAddress(child);
  return connect(child, url);
}

async function readyAddress(child: ChildProcess): Promise<string> {
  let complaint = "";
  child.stderr?.on("data", (chunk) => {
    complaint += chunk;
  });
  if (!child.stdout) throw new Error("no stdout");
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /^ready (http:\S+)/.exec(line)?.[1];
    if (address) return address;
  }
  throw new Error(`The gateway did not start: ${complaint}`);
}

function connect(child: ChildProcess, url: string): GatewayProcess {
  const { hostname, port } = new URL(url);
  const stripe = new Stripe(SECRET_KEY, {
    host: hostname,
    port: Number(port),
    protocol: "http",
    maxNetworkRetries: 0,
  });
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
    return child.exitCode;
  };
  const json = async (response: Response) => {
    if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
    return response.json();
  };
  return {
    url,
    stripe,
    control: async (route, body) =>
      json(
        await fetch(`${url}${route}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(body),
        }),
      ),
    totals: async () => json(await fetch(`${url}/_control/totals?by=payment_intent`)),
    submit: (sessionId, card) =>
      fetch(`${url}/c/pay/${sessionId}`, {
        method: "POST",
        redirect: "manual",
        body: new URLSearchParams({
          number: TEST_CARDS.find(({ name }) => name === card)?.number ?? "",
          expiry: "12/40",
          cvc: "123",
          name: "HONG GILDONG",
        }),
      }),
    kill: async () => {
      await end("SIGKILL");
    },
    stop: () => end("SIGTERM"),
  };
}
