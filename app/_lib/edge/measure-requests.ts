import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { uuidv7 } from "@/server/shared/ids";
import { log } from "@/server/shared/log";
import { gauge, histogram } from "@/server/shared/metrics";
import { measureBreakers, measurePool } from "@/server/shared/metrics-of-process";
import { noteLatency } from "@/server/shared/recent-latency";
import { enterRequest, type RequestFacts } from "@/server/shared/request-facts";
import { isActionRequest } from "./action-body";
import { OTHER_ROUTE, type Route, readRoutePatterns, STATIC_ROUTE, WAITING_ROUTE } from "./route-patterns";
import { shedRequests } from "./shed-load";

/** Upper bounds in seconds: a health check takes milliseconds, a payment page up to the provider's limit of 8 seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Starts to measure this process: Node itself, its requests, its pool of connections, its circuit breakers. */
export function measureProcess(): void {
  measureRequests();
  measureBreakers();
  measurePool();
  // A figure that is 0 must be there too.
  shedRequests();
}

/**
 * Measures every request of our own Node server: how many there are, how they are answered, and how long it takes. Gives
 * each an id, which the log lines about it carry and the answer names in `X-Request-Id`. A failed request has a log line of
 * its own.
 */
export function measureRequests(routeOf = readRoutePatterns()): void {
  const durations = histogram(
    "msa_http_request_duration_seconds",
    "Time from the head of a request to the end of its answer.",
    ["method", "route", "kind", "status"],
    BUCKETS,
  );
  const open = gauge("msa_http_requests_open", "Requests that are being answered.");
  const failures = new FailureLog();
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const began = performance.now();
    const route = routeOf((request.url ?? "").split("?", 1)[0] ?? "");
    const kind = kindOf(request, route);
    const facts = factsOf(request, route);
    enterRequest(facts);
    response.setHeader("X-Request-Id", facts.requestId);
    open.inc();
    response.once("close", () => {
      open.dec();
      const seconds = (performance.now() - began) / 1_000;
      const status = statusOf(response);
      if (paced.has(kind)) noteLatency(seconds * 1_000);
      durations.observe({ method: facts.method, route: facts.route, kind, status }, seconds);
      const line = { ...facts, kind, status: response.statusCode, milliseconds: Math.round(seconds * 1_000) };
      if (status === "5xx" && kind !== "probe") failures.write(line);
      else log.debug(line, "a request was answered");
    });
  });
}

/** What people wait for: a sale event admits as many as keep these answers fast. */
const paced = new Set(["page", "navigation", "action", "api"]);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function factsOf({ method = "" }: IncomingMessage, { pattern, parts }: Route): RequestFacts {
  const id = parts.reservationId ?? (pattern.includes("/reservations/[id]") ? parts.id : undefined);
  return {
    requestId: uuidv7(),
    method: METHODS.has(method) ? method : "other",
    route: pattern,
    ...(id && UUID.test(id) && { reservationId: id }),
  };
}

/** What a request is for. Probes are asked by machines and count in no objective. */
function kindOf({ method, headers }: IncomingMessage, { pattern }: Route): string {
  if (pattern === STATIC_ROUTE || pattern === OTHER_ROUTE) return pattern;
  if (pattern.startsWith("/api/health/") || pattern === "/api/metrics") return "probe";
  if (pattern === WAITING_ROUTE) return "waiting";
  if (pattern === "/api/payments/webhook") return "webhook";
  if (pattern === "/api/inngest") return "engine";
  if (pattern.startsWith("/api/")) return "api";
  if (isActionRequest(method, headers)) return "action";
  // The browser's router asks for the parts of a page, often before anybody clicks.
  return headers.rsc === undefined ? "page" : "navigation";
}

/** The class of the status; "aborted" when the client left before the end of the answer. */
const statusOf = ({ statusCode, writableFinished }: ServerResponse): string =>
  writableFinished ? `${Math.floor(statusCode / 100)}xx` : "aborted";

const LINES_PER_SECOND = 10;

/** Writes a line for each failed request; under a flood a few in a second, so that the log does not add to the load. */
class FailureLog {
  private second = 0;
  private written = 0;
  private left = 0;

  write(line: Record<string, unknown>): void {
    const second = Math.floor(performance.now() / 1_000);
    if (second !== this.second) this.written = 0;
    this.second = second;
    this.written += 1;
    if (this.written > LINES_PER_SECOND) {
      this.left += 1;
      return;
    }
    log.warn({ ...line, ...(this.left > 0 && { leftOut: this.left }) }, "a request failed");
    this.left = 0;
  }
}
