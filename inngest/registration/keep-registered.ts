import { createHash } from "node:crypto";
import { serve } from "inngest/edge";
import { z } from "zod";
import { inngest } from "@/inngest/client";
import { functions } from "@/inngest/functions";
import { afterCommit, redeliver } from "@/inngest/relay/after-commit";
import { createPump, type Pass, type Pump } from "@/inngest/relay/pump";
import { recordEngineAnswer } from "@/server/assurance";
import { engineRegistration } from "@/server/assurance/queries";
import { systemContext } from "@/server/shared/context";
import { databaseClock } from "@/server/shared/database-clock";
import { hasUnconfirmedRetries, redeliverAllUnconfirmed } from "@/server/shared/deliveries";
import { env } from "@/server/shared/env";
import { log } from "@/server/shared/log";
import { engineName } from "./engine-state";

const ctx = systemContext("registration");

/** The address at which the engine calls our functions. */
const serveUrl = () => new URL("/api/inngest", process.env.INNGEST_SERVE_ORIGIN || env().APP_URL);

/** A hash that changes with every function, trigger, option and with our address: then we have to register again. */
const hashOfFunctions = () =>
  createHash("sha256")
    .update(JSON.stringify([serveUrl().href, functions.map((fn) => [fn.id(), fn.opts])]))
    .digest("hex");

// Only this process calls the handler, and not over the network, so that no signature is needed.
const handler = serve({ client: inngest, functions, enableUnauthedSync: true });

const answer = z.object({
  message: z.string().default("no reason given"),
  /** False when the engine knew exactly these functions already. */
  modified: z.boolean().default(false),
});

type Answer = { refusal: string | null; modified: boolean };

/**
 * Registers our functions with the engine, as its own sync does. The engine accepts all of them or none.
 *
 * @returns the reason of a refusal; null when the engine accepted.
 * @throws Error when the engine did not answer.
 */
async function register(): Promise<Answer> {
  const url = serveUrl();
  const response = await handler(new Request(url, { method: "PUT", headers: { host: url.host } }));
  const body = answer.safeParse(await response.json().catch(() => ({})));
  const { message, modified } = body.data ?? { message: `HTTP ${response.status}`, modified: false };
  if (response.status === 200) return { refusal: null, modified };
  // An engine that is down says nothing about our functions. One that refuses our key (401) does.
  if (response.status >= 500 && !/status code: 4\d\d$/.test(message)) throw new Error(message);
  return { refusal: message, modified: false };
}

/** The least time between two registrations that are made only because events stay unconfirmed. */
const DOUBT_PAUSE_MS = 10 * 60_000;

/**
 * Whether to register now. When it starts, a process registers unless the engine has accepted exactly these functions.
 * Later it registers only after a refusal of these functions, or when the engine may have forgotten them (`doubtful`).
 * When another build has registered since, that build is the newer one, and the two must not replace each other in turn.
 */
async function mayAsk(isStart: boolean, hash: string): Promise<{ ask: boolean; doubtful: boolean }> {
  const known = await engineRegistration(ctx, engineName());
  if (!known) return { ask: true, doubtful: false };
  if (known.functionsHash !== hash) return { ask: isStart, doubtful: false };
  if (known.state === "REFUSED") return { ask: true, doubtful: false };
  const sinceAskedMs = (await databaseClock()).getTime() - known.askedAt.getTime();
  const doubtful = sinceAskedMs > DOUBT_PAUSE_MS ? await hasUnconfirmedRetries() : false;
  return { ask: doubtful, doubtful };
}

async function pass(isStart: boolean): Promise<Pass> {
  const [engine, hash] = [engineName(), hashOfFunctions()];
  const { ask, doubtful } = await mayAsk(isStart, hash);
  if (!ask) return "empty";
  const { refusal, modified } = await register();
  // An engine that had forgotten our functions has dropped the events that it was sent.
  if (doubtful && modified) await redeliverAllUnconfirmed();
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
 * Starts a pump that registers our functions until the engine accepts them. Afterwards it registers again every minute
 * while the engine refuses, and when events stay unconfirmed.
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
