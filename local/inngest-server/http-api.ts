import type http from "node:http";
import { UnsupportedFunction } from "./function-config";
import type { InngestEvent } from "./ingest";
import { type StepResult, stepResult } from "./outcome";
import { hashSigningKey, sameSecret } from "./signing";
import { eventIds } from "./ulid";

const MAX_BODY_BYTES = 8 * 1024 * 1024;

interface Parts {
  eventKey: string;
  signingKey: string;
  /** Stores events, each with its own id or the one made for it. Durable when it returns. */
  receive: (events: { key: string; event: InngestEvent }[]) => Promise<void>;
  /** False while no app has told its functions: an event would be lost on nobody. */
  isReady: () => boolean;
  register: (app: string, functions: unknown) => Promise<boolean>;
  /** False: the call is stale. */
  checkpoint: (jobId: string, generation: number, saved: StepResult[]) => Promise<boolean>;
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
      return checkpoint(parts, await readJson(request));
    return problem(404, `not supported by the local Inngest server: ${pathname}`);
  }

  return (request, response) => {
    route(request)
      .catch((error: unknown) => {
        if (error instanceof BadRequest) return problem(error.status, error.message);
        parts.log(`${request.method} ${request.url?.split("/")[1]}: ${(error as Error).message}`);
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
  const json = await readJson(request);
  const list = Array.isArray(json) ? json : [json];
  const seed = request.headers["x-inngest-event-id-seed"];
  const ids = eventIds(typeof seed === "string" ? seed : undefined, list.length);
  const events = list.map((raw, index) => readEvent(raw, ids[index] ?? ""));
  if (!parts.isReady()) return problem(503, "no app has synced its functions yet");
  await parts.receive(events);
  return { status: 200, body: { ids, status: 200 } };
}

function readEvent(raw: unknown, ulid: string): { key: string; event: InngestEvent } {
  if (typeof raw !== "object" || raw === null) throw new BadRequest(400, "an event is not an object");
  const { id, name, data, ts, user, v, meta } = raw as Record<string, unknown>;
  if (typeof name !== "string" || name === "" || name.includes("\0") || name.startsWith("inngest/")) {
    throw new BadRequest(400, "an event's name is empty or reserved");
  }
  const own = typeof id === "string" && id !== "" ? id : ulid;
  if (own.includes("\0")) throw new BadRequest(400, "an event's id is not valid");
  const time = typeof ts === "number" && ts > 0 ? ts : Date.now();
  const optional = Object.entries({ user, v, meta }).filter(([, value]) => value != null);
  return { key: own, event: { id: own, name, data: data ?? {}, ts: time, ...Object.fromEntries(optional) } };
}

async function register(parts: Parts, json: unknown): Promise<Answer> {
  const { appName, functions } = (json ?? {}) as Record<string, unknown>;
  if (typeof appName !== "string") return problem(400, "appName is missing");
  try {
    return {
      status: 200,
      body: { ok: true, status: 200, modified: await parts.register(appName, functions) },
    };
  } catch (error) {
    if (error instanceof UnsupportedFunction) return problem(400, error.message);
    throw error;
  }
}

async function checkpoint(parts: Parts, json: unknown): Promise<Answer> {
  const body = (json ?? {}) as Record<string, unknown>;
  const jobId = String(body.qi_id);
  const generation = Number(body.generation_id);
  if (!/^\d{1,18}$/.test(jobId) || !Number.isSafeInteger(generation)) return problem(400, "not a known call");
  const steps = Array.isArray(body.steps) ? (body.steps as { id: string; op: string }[]) : [];
  const unknown = steps.find((step) => step.op !== "StepRun" && step.op !== "StepFailed");
  if (unknown) return problem(400, `checkpoint of ${unknown.op} is not supported`);
  const live = await parts.checkpoint(jobId, generation, steps.map(stepResult));
  return live ? { status: 200, body: null } : problem(409, "stale dispatch");
}

class BadRequest extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

async function readJson(request: http.IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY_BYTES) throw new BadRequest(413, "the request is too large");
    chunks.push(chunk as Buffer);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new BadRequest(400, "the body is not JSON");
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
