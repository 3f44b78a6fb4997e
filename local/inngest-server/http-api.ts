import type http from "node:http";
import { errorText } from "@/server/shared/error-facts";
import type { CheckpointFailure } from "./checkpoints";
import { UnsupportedFunction } from "./config-reader";
import { type IncomingEvent, readEventRequest } from "./event-request";
import type { StepResult } from "./operation";
import { stepResult } from "./outcome";
import { BadRequest, readBody, readJson } from "./request-body";
import { hashSigningKey, sameSecret } from "./signing";

interface Parts {
  eventKey: string;
  signingKey: string;
  /** Takes events; the request is acknowledged afterwards. */
  receive: (events: IncomingEvent[]) => Promise<void>;
  /** True: of a refused request the events before the bad one are kept, as the official server does. */
  keepsPartOfARequest: boolean;
  /** False while no app has registered its functions: events would trigger nothing. */
  isReady: () => boolean;
  register: (app: string, functions: unknown) => Promise<boolean>;
  /** Null when the steps are kept, else what is wrong. */
  checkpoint: (jobId: string, generation: number, saved: StepResult[]) => Promise<CheckpointFailure | null>;
  health: () => object;
  log: (line: string) => void;
}

interface Answer {
  status: number;
  body: object | null;
}

const problem = (status: number, error: string): Answer => ({ status, body: { status, error } });

/** The endpoints that the SDK calls, and `GET /health`. */
export function createApi(parts: Parts): http.RequestListener {
  const bearer = `Bearer ${hashSigningKey(parts.signingKey)}`;

  async function route(request: http.IncomingMessage): Promise<Answer> {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const [, area = "", name = "", id = "", last = ""] = pathname.split("/");
    if (request.method === "GET" && pathname === "/health") return { status: 200, body: parts.health() };
    if (request.method !== "POST") return problem(404, `unknown: ${request.method} ${pathname}`);
    if (area === "e" && !id) {
      if (!sameSecret(decode(name), parts.eventKey)) return problem(401, "Event key not found");
      return receiveEvents(parts, request);
    }
    if (!sameSecret(request.headers.authorization ?? "", bearer)) return problem(401, "Unauthorized");
    if (pathname === "/fn/register") return register(parts, await readJson(request));
    if (`${area}/${name}/${last}` === "v1/checkpoint/async")
      return checkpoint(parts, id, await readJson(request));
    return problem(404, `not supported by the local Inngest server: ${pathname}`);
  }

  return (request, response) => {
    route(request)
      .catch((error: unknown) => {
        if (error instanceof BadRequest) return problem(error.status, error.message);
        parts.log(`${request.method} ${request.url?.split("/")[1]}: ${errorText(error)}`);
        return problem(503, "the local Inngest server cannot store this now");
      })
      .then(({ status, body }) => {
        const headers = { "content-type": "application/json", "x-inngest-server-kind": "cloud" };
        response.writeHead(status, headers).end(body ? JSON.stringify(body) : "");
        request.resume();
      });
  };
}

async function receiveEvents(parts: Parts, request: http.IncomingMessage): Promise<Answer> {
  const seed = request.headers["x-inngest-event-id-seed"];
  const body = await readBody(request);
  const {
    events,
    ids,
    problem: refusal,
  } = readEventRequest(body, typeof seed === "string" ? seed : undefined);
  if (refusal !== null) {
    const kept = parts.keepsPartOfARequest ? events : [];
    if (kept.length > 0) await parts.receive(kept);
    return { status: 400, body: { ids: ids.slice(0, kept.length), status: 400, error: refusal } };
  }
  if (!parts.isReady()) return problem(503, "no app has synced its functions yet");
  await parts.receive(events);
  return { status: 200, body: { ids, status: 200 } };
}

async function register(parts: Parts, json: unknown): Promise<Answer> {
  const { appName, functions } = (json ?? {}) as Record<string, unknown>;
  if (typeof appName !== "string" || appName === "") return problem(400, "appName is missing");
  try {
    return {
      status: 200,
      body: { ok: true, status: 200, modified: await parts.register(appName, functions) },
    };
  } catch (error) {
    if (!(error instanceof UnsupportedFunction)) throw error;
    parts.log(`registration of ${appName} refused: ${error.message}`);
    return { status: 400, body: { error: error.message, data: null, status: 400 } };
  }
}

async function checkpoint(parts: Parts, runId: string, json: unknown): Promise<Answer> {
  const body = (json ?? {}) as Record<string, unknown>;
  const jobId = String(body.qi_id);
  const generation = Number(body.generation_id);
  if (!/^\d{1,18}$/.test(jobId) || !Number.isSafeInteger(generation)) return problem(400, "not a known call");
  const steps = Array.isArray(body.steps) ? (body.steps as { id: string; op: string }[]) : [];
  const unknown = steps.find((step) => step.op !== "StepRun" && step.op !== "StepFailed");
  if (unknown) return problem(400, `checkpoint of ${unknown.op} is not supported`);
  const failure = await parts.checkpoint(jobId, generation, steps.map(stepResult));
  if (failure === "stale") return problem(409, "stale dispatch");
  if (failure === null) return { status: 200, body: null };
  return { status: 413, body: { error: failure.tooLarge, data: { run_id: runId }, status: 413 } };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
