import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { CARD_NAMES, cardByName } from "./cards";
import { faultsSchema } from "./faults";
import type { Gateway } from "./gateway";
import { header, readBody, sendJson } from "./http";
import { totals } from "./totals";

class ControlError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const completeSchema = z.strictObject({
  session: z.string(),
  card: z.enum(CARD_NAMES).default("success"),
  /** Short for the late card: captured when the session is expired. */
  late: z.boolean().default(false),
});
const redeliverSchema = z.strictObject({ event: z.string() }).or(z.strictObject({ session: z.string() }));

type Handler = (gateway: Gateway, input: unknown, query: URLSearchParams) => object;

const ROUTES: Record<string, Handler> = {
  "GET /_control": (gateway) => gateway.faults,
  "POST /_control": setFaults,
  "POST /_control/complete": complete,
  "POST /_control/redeliver": redeliver,
  "GET /_control/totals": (gateway, _input, query) =>
    totals(gateway.store, query.get("by") === "payment_intent"),
  "GET /_control/events": listEvents,
};

/** Fault injection and figures for tests, the bench and the operator. Answers only callers on this machine. */
export async function handleControl(gateway: Gateway, request: IncomingMessage, response: ServerResponse) {
  try {
    const url = new URL(request.url ?? "/", "http://localhost");
    const handler = ROUTES[`${request.method} ${url.pathname}`];
    if (!handler || !isLocal(request)) throw new ControlError(404, "no such control");
    const input = request.method === "POST" ? parseJson(request, await readBody(request)) : undefined;
    const result = handler(gateway, input, url.searchParams);
    await gateway.durable();
    sendJson(response, 200, result);
  } catch (error) {
    if (error instanceof ControlError) return sendJson(response, error.status, { error: error.message });
    if (error instanceof z.ZodError) return sendJson(response, 400, { error: z.prettifyError(error) });
    throw error;
  }
}

/** The hosted page may be published through a proxy; this must not be. */
function isLocal(request: IncomingMessage): boolean {
  const host = (header(request, "host") ?? "").replace(/:\d+$/, "");
  return (host === "127.0.0.1" || host === "localhost") && !header(request, "x-forwarded-for");
}

/** The content type keeps other sites' pages out: a browser asks first before it sends JSON across origins. */
function parseJson(request: IncomingMessage, body: string): unknown {
  if (!header(request, "content-type")?.startsWith("application/json")) {
    throw new ControlError(415, "the content type must be application/json");
  }
  try {
    return JSON.parse(body);
  } catch {
    throw new ControlError(400, "the body is not JSON");
  }
}

function setFaults(gateway: Gateway, input: unknown): object {
  Object.assign(gateway.faults, faultsSchema.partial().parse(input));
  gateway.resumeWebhooks();
  return gateway.faults;
}

function complete(gateway: Gateway, input: unknown): object {
  const { session: id, card: name, late } = completeSchema.parse(input);
  const session = gateway.store.sessions.get(id);
  const card = cardByName(late ? "late" : name);
  if (!session || !card) throw new ControlError(404, "no such session");
  const used = {
    last4: card.number.slice(-4),
    expMonth: 12,
    expYear: new Date().getFullYear() + 1,
    name: "TEST PAYER",
  };
  const outcome = gateway.pay(session, card, used);
  if (outcome.kind === "expired") throw new ControlError(409, "the session has expired");
  return gateway.showSession(gateway.store.sessions.get(id) ?? session);
}

function redeliver(gateway: Gateway, input: unknown): object {
  const wanted = redeliverSchema.parse(input);
  const events = [...gateway.store.events.values()].filter((event) =>
    "event" in wanted ? event.id === wanted.event : event.sessionId === wanted.session,
  );
  if (events.length === 0) throw new ControlError(404, "no such event is kept");
  for (const event of events) {
    const delivery = gateway.store.deliveries.get(event.id);
    if (delivery) gateway.redeliver(delivery);
  }
  return { redelivered: events.map((event) => event.id) };
}

function listEvents(gateway: Gateway, _input: unknown, query: URLSearchParams): object {
  const session = query.get("session");
  const type = query.get("type");
  return [...gateway.store.events.values()]
    .filter((event) => (!session || event.sessionId === session) && (!type || event.type === type))
    .map(({ body: _body, ...event }) => ({
      ...event,
      delivery: gateway.store.deliveries.get(event.id) ?? null,
    }));
}
