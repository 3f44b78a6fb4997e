import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state";
import { env } from "@/server/shared/env";
import { isActionRequest, isWellFormedAction } from "./action-body";
import { isReadableAddress } from "./address";
import { bodyLimitOf } from "./body-limits";
import { holdBody } from "./hold-body";
import { type EdgeRefusal, refusalOf } from "./refusal";
import { robotsHeader } from "./robots";
import { standingHeaders } from "./security-headers";

/** How long a client may take to send the head of a request, and the whole request. Bodies are small (`bodyLimitOf`). */
const HEADERS_TIMEOUT_MS = 20_000;
const REQUEST_TIMEOUT_MS = 30_000;

/** How much of a refused body is read, and for how long, so that its sender can read the answer. */
const DRAINED_BYTES = 1024 * 1024;
const DRAIN_MS = 2_000;

/**
 * Stands between Node's server and Next. A request that Next would answer with 500 is refused here: an address that
 * cannot be decoded, a body that is too long, a malformed server action. Every other request passes on under the site's
 * own name, and every answer carries the standing headers.
 */
export function guardServers(): void {
  const guarded = new WeakSet<Server>();
  subscribe("http.server.request.start", (message) => {
    const { server } = message as { server: Server };
    if (guarded.has(server)) return;
    guarded.add(server);
    guard(server);
  });
}

function guard(server: Server): void {
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  const listeners = server.listeners("request") as RequestListener[];
  server.removeAllListeners("request");
  server.on("request", (request, response) =>
    admit(request, response, () => {
      for (const listener of listeners) listener.call(server, request, response);
    }),
  );
}

/** Code that waits for the end of an answer adds a listener: Next adds about ten, this site a few. Node warns above ten. */
const MAX_LISTENERS = 30;

function admit(request: IncomingMessage, response: ServerResponse, dispatch: () => void): void {
  response.setMaxListeners(MAX_LISTENERS);
  const standing = { ...standingHeaders(env().APP_URL), ...robotsHeader(pathOf(request)) };
  for (const [name, value] of Object.entries(standing)) response.setHeader(name, value);
  const refusal = refusalByHead(request);
  nameOurselves(request);
  dropUnreadableState(request);
  const isAction = !pathOf(request).startsWith("/api/") && isActionRequest(request.method, request.headers);
  if (refusal) refuse(request, response, refusal);
  else if (!isAction && request.headers["transfer-encoding"] === undefined) dispatch();
  else
    refusalByBody(request, isAction)
      .then((why) => (why ? refuse(request, response, why) : dispatch()))
      .catch((error) => response.destroy(error));
}

/** Reasons that only the body shows. A body without an announced length is counted while it is read. */
async function refusalByBody(request: IncomingMessage, isAction: boolean): Promise<EdgeRefusal | null> {
  const body = await holdBody(request, bodyLimitOf(pathOf(request), request.headers));
  if (body === null) return "TOO_LARGE";
  return isAction && !(await isWellFormedAction(request.headers, Buffer.concat(body))) ? "BAD_REQUEST" : null;
}

/** Reasons that the head shows, before a byte of the body is read. */
function refusalByHead(request: IncomingMessage): EdgeRefusal | null {
  const { headers, method, url = "" } = request;
  if (!url.startsWith("/") || !isReadableAddress(url)) return "BAD_ADDRESS";
  if (Number(headers["content-length"] ?? 0) > bodyLimitOf(pathOf(request), headers)) return "TOO_LARGE";
  const reads = method === "GET" || method === "HEAD" || method === "OPTIONS";
  if (!reads && headers.origin !== undefined && headers.origin !== new URL(env().APP_URL).origin)
    return "FOREIGN_ORIGIN";
  return null;
}

const pathOf = ({ url = "" }: IncomingMessage) => url.split("?", 1)[0] ?? "";

/**
 * Names the site by APP_URL in every header from which Next builds addresses. A link must never lead to a host that the
 * client invented.
 */
function nameOurselves({ headers }: IncomingMessage): void {
  const { host, protocol, port } = new URL(env().APP_URL);
  const standardPort = protocol === "https:" ? "443" : "80";
  delete headers.forwarded;
  headers.host = host;
  headers["x-forwarded-host"] = host;
  headers["x-forwarded-proto"] = protocol.slice(0, -1);
  headers["x-forwarded-port"] = port || standardPort;
}

/**
 * The browser's router says in this header which parts of a page it has. Next answers 500 to a header that it cannot
 * read; without the header it sends the whole page.
 */
function dropUnreadableState({ headers }: IncomingMessage): void {
  try {
    parseAndValidateFlightRouterState(headers["next-router-state-tree"]);
  } catch {
    delete headers["next-router-state-tree"];
  }
}

/** Answers at once and closes the connection, but only after some of the body was read: a reset would lose the answer. */
function refuse(request: IncomingMessage, response: ServerResponse, why: EdgeRefusal): void {
  const { status, headers, problem } = refusalOf(why);
  const body = JSON.stringify(problem);
  const length = String(Buffer.byteLength(body));
  response.writeHead(status, { ...headers, "Content-Length": length });
  response.write(body);
  let drained = 0;
  const finish = () => {
    clearTimeout(timer);
    request.off("data", count);
    response.end();
  };
  const count = (chunk: Buffer) => {
    drained += chunk.length;
    if (drained > DRAINED_BYTES) finish();
  };
  const timer = setTimeout(finish, DRAIN_MS);
  request.on("data", count);
  request.once("end", finish);
  request.once("close", finish);
}
