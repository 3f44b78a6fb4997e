import { createHash } from "node:crypto";
import { serve } from "inngest/edge";
import { z } from "zod";
import { recordEngineAnswer } from "@/server/assurance";
import { engineRegistration } from "@/server/assurance/queries";
import { systemContext } from "@/server/shared/context";
import { deliveriesInVain, tryAllAgain } from "@/server/shared/deliveries";
import { env } from "@/server/shared/env";
import { log } from "@/server/shared/log";
import { afterCommit, redeliver } from "@/inngest/relay/after-commit";
import { inngest } from "@/inngest/client";
import { functions } from "@/inngest/functions";
import { createPump, type Pass, type Pump } from "@/inngest/pump";
import { engineName } from "./engine-state";

const ctx = systemContext("registration");

/** Where the engine calls us. */
const serveUrl = () => new URL("/api/inngest", process.env.INNGEST_SERVE_ORIGIN || env().APP_URL);

/** Changes when a function, a trigger, an option or our address does: we have to be registered anew then. */
const hashOfFunctions = () =>
  createHash("sha256")
    .update(JSON.stringify([serveUrl().href, functions.map((fn) => [fn.id(), fn.opts])]))
    .digest("hex");

// Asked by this process alone, and never over the network: it needs no signature.
const handler = serve({ client: inngest, functions, enableUnauthedSync: true });

const answer = z.object({
  message: z.string().default("no reason given"),
  /** False when the engine knew these very functions already. */
  modified: z.boolean().default(false),
});

type Answer = { refusal: string | null; modified: boolean };

/**
 * Tells the engine our functions, as its own sync does, and takes its answer: it accepts all of them or none.
 *
 * @returns why it refused, if it did.
 * @throws Error when no answer came.
 */
async function register(): Promise<Answer> {
  const url = serveUrl();
  const response = await handler(new Request(url, { method: "PUT", headers: { host: url.host } }));
  const body = answer.safeParse(await response.json().catch(() => ({})));
  const { message, modified } = body.data ?? { message: `HTTP ${response.status}`, modified: false };
  if (response.status === 200) return { refusal: null, modified };
  // An engine that is away or in trouble says nothing about our functions; a wrong key does (401).
  if (response.status >= 500 && !/status code: 4\d\d$/.test(message)) throw new Error(message);
  return { refusal: message, modified: false };
}

/** An engine that is asked because events stay undone is left alone for so long afterwards. */
const DOUBT_PAUSE_MS = 10 * 60_000;

/**
 * Whether to ask. At its start a process asks unless the engine has accepted these very functions. Later only a
 * refusal of them is asked again, or an engine that may have forgotten them: another build that has registered
 * meanwhile is the newer one, and two builds must not take turns.
 */
async function mayAsk(isStart: boolean, hash: string): Promise<{ ask: boolean; doubtful: boolean }> {
  const known = await engineRegistration(engineName());
  if (!known) return { ask: true, doubtful: false };
  if (known.functionsHash !== hash) return { ask: isStart, doubtful: false };
  if (known.state === "REFUSED") return { ask: true, doubtful: false };
  const doubtful = Date.now() - known.askedAt.getTime() > DOUBT_PAUSE_MS ? await deliveriesInVain() : false;
  return { ask: doubtful, doubtful };
}

async function pass(isStart: boolean): Promise<Pass> {
  const [engine, hash] = [engineName(), hashOfFunctions()];
  const { ask, doubtful } = await mayAsk(isStart, hash);
  if (!ask) return "empty";
  const { refusal, modified } = await register();
  // An engine that had forgotten us has dropped what it was sent meanwhile.
  if (doubtful && modified) await tryAllAgain();
  await recordEngineAnswer(ctx, { engine, functionsHash: hash, refusal });
  if (refusal !== null) {
    log.error({ engine, refusal }, "the event engine refuses our functions: nothing follows a booking");
    return "empty";
  }
  log.info({ engine, functions: functions.length }, "the event engine has accepted our functions");
  void afterCommit();
  void redeliver();
  return "empty";
}

const EVERY_SECONDS = 60;

/**
 * Registers at the engine until it accepts, and again when a refusal may have been mended or what it acknowledged
 * stays undone.
 */
export function keepRegistered(): Pump {
  let isStart = true;
  const once = async () => {
    const result = await pass(isStart);
    isStart = false;
    return result;
  };
  const pump = createPump(once, { name: "registration at the event engine" });
  pump.start(EVERY_SECONDS);
  return pump;
}
