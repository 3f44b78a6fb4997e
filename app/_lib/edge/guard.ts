import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, RequestListener, Server, ServerResponse } from "node:http";
import { healthHeaders, livenessAnswer } from "@/app/_lib/http/health";
import { env } from "@/server/shared/env";
import { withReservedConnections } from "@/server/shared/pool";
import { isActionRequest, isWellFormedAction } from "./action-body";
import { isReadableAddress } from "./address";
import { bodyLimitOf, isSignedCall } from "./body-limits";
import { prepareAnswer } from "./complete-errors";
import { ENTRY_LIMITS } from "./entry-limits";
import { fileGiver } from "./give-file";
import { holdBody } from "./hold-body";
import {
  countedAddress,
  countForged,
  limitConnections,
  limitRead,
  limitSigned,
  limitWrite,
} from "./limit-entry";
import type { EdgeRefusal } from "./refusal";
import { robotsHeader } from "./robots";
import { dropUnreadableState } from "./router-state";
import { DOCUMENTATION, documentationPolicy, standingHeaders } from "./security-headers";
import { shareDocument } from "./shared-documents";
import { shed } from "./shed-load";
import { ruleOf, type WorkClass, workOf } from "./shedding-rules";
import { traceRequest } from "./trace-requests";
import { answerEarly, comeBackSeconds, refuse, turnAway } from "./turn-away";
import { answerWaiting, isWaitingRoom } from "./waiting-answer";

/**
 * Stands between Node's server and Next. A request that Next would answer with 500 is refused here: an address that
 * cannot be decoded, a body that is too long, a malformed server action. A client that asks too often gets 429, and new
 * work on a saturated process 503. Every other request passes on under the site's own name, and every answer carries the
 * standing headers.
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
  server.headersTimeout = ENTRY_LIMITS.headersTimeoutMs;
  server.requestTimeout = ENTRY_LIMITS.requestTimeoutMs;
  limitConnections(server);
  const listeners = server.listeners("request") as RequestListener[];
  server.removeAllListeners("request");
  server.on("request", (request, response) =>
    traceRequest(request, response, () =>
      admit(request, response, () => {
        prepareAnswer(request, response);
        for (const listener of listeners) listener.call(server, request, response);
      }),
    ),
  );
}

/** Code that waits for the end of an answer adds a listener: Next adds about ten, this site a few. Node warns above ten. */
const MAX_LISTENERS = 30;
const LIVE = "/api/health/live";

/** Made at the first file, because tests guard servers without a build. */
let giver: ReturnType<typeof fileGiver> | undefined;
const giveFile: ReturnType<typeof fileGiver> = (...args) => {
  giver ??= fileGiver();
  giver(...args);
};

function admit(request: IncomingMessage, response: ServerResponse, dispatch: () => void): void {
  response.setMaxListeners(MAX_LISTENERS);
  const path = pathOf(request);
  const standing = {
    ...standingHeaders(env().APP_URL),
    ...robotsHeader(path),
    ...(path === DOCUMENTATION && { "Content-Security-Policy": documentationPolicy }),
  };
  for (const [name, value] of Object.entries(standing)) response.setHeader(name, value);
  const refusal = refusalByHead(request);
  if (path === LIVE && isRead(request)) answerAlive(request, response);
  else if (!refusal && isRead(request) && isWaitingRoom(path))
    answerWaiting(request, response, () => admitCounted(request, response, dispatch));
  else if (refusal) refuse(request, response, refusal);
  else admitCounted(request, response, dispatch);
}

/** Refuses what is too much, of one address or for this process, and what only the body shows. */
function admitCounted(request: IncomingMessage, response: ServerResponse, dispatch: () => void): void {
  const path = pathOf(request);
  const work = workOf({ method: request.method ?? "", path, isSigned: isSignedCall(path, request.headers) });
  // First, because the database may have to count a write: refused work must not add to its load.
  if (shed(work)) {
    turnAway(request, response, "OVERLOADED", comeBackSeconds());
    return;
  }
  const wait = limitOf(request, response, work);
  const tooMany = (seconds: number): void => turnAway(request, response, "TOO_MANY_REQUESTS", seconds);
  if (typeof wait === "number" && wait > 0) {
    tooMany(wait);
    return;
  }
  nameOurselves(request);
  dropUnreadableState(request);
  const isAction = !path.startsWith("/api/") && isActionRequest(request.method, request.headers);
  const isHeld = isAction || request.headers["transfer-encoding"] !== undefined;
  const give = work === "files" && isRead(request) ? giveFile : shareDocument;
  const serve = () => give(request, response, dispatch);
  const pass = () => (ruleOf(work).reserved ? withReservedConnections(serve) : serve());
  if (wait === 0 && !isHeld) {
    pass();
    return;
  }
  // The body is held from now on: it may arrive while the database counts.
  const byBody = isHeld ? refusalByBody(request, isAction) : null;
  Promise.all([wait, byBody])
    .then(([seconds, why]) => {
      if (seconds > 0) tooMany(seconds);
      else if (why) refuse(request, response, why);
      else pass();
    })
    .catch((error) => response.destroy(error));
}

/** The probe of liveness is answered here: it must not wait behind the pages of a busy process. */
function answerAlive(request: IncomingMessage, response: ServerResponse): void {
  const answer = livenessAnswer();
  const headers = { ...healthHeaders(answer), "Content-Type": "application/json" };
  answerEarly(request, response, { status: answer.status, headers, body: JSON.stringify(answer.body) });
}

/**
 * Counts a request against its address; of signed calls only those whose signature turns out to be false.
 *
 * @returns 0 or the seconds to wait; a promise where the database counts.
 */
function limitOf(
  request: IncomingMessage,
  response: ServerResponse,
  work: WorkClass,
): number | Promise<number> {
  const { uncounted, forgedStatus } = ruleOf(work);
  if (uncounted && !forgedStatus) return 0;
  const address = countedAddress(request);
  if (address === null) return 0;
  if (forgedStatus) {
    response.once("finish", () => {
      if (response.statusCode === forgedStatus) countForged(address);
    });
    return limitSigned(address);
  }
  return isRead(request) ? limitRead(address) : limitWrite(address);
}

/** Reasons that only the body shows. A body without an announced length is counted while it is read. */
async function refusalByBody(request: IncomingMessage, isAction: boolean): Promise<EdgeRefusal | null> {
  const body = await holdBody(request, bodyLimitOf(pathOf(request), request.headers));
  if (body === null) return "TOO_LARGE";
  return isAction && !(await isWellFormedAction(request.headers, Buffer.concat(body))) ? "BAD_REQUEST" : null;
}

/** Reasons that the head shows, before a byte of the body is read. */
function refusalByHead(request: IncomingMessage): EdgeRefusal | null {
  const { headers, url = "" } = request;
  if (!url.startsWith("/") || !isReadableAddress(url)) return "BAD_ADDRESS";
  if (Number(headers["content-length"] ?? 0) > bodyLimitOf(pathOf(request), headers)) return "TOO_LARGE";
  const isForeign = headers.origin !== undefined && headers.origin !== new URL(env().APP_URL).origin;
  return isForeign && !isRead(request) ? "FOREIGN_ORIGIN" : null;
}

const isRead = ({ method }: IncomingMessage) => method === "GET" || method === "HEAD" || method === "OPTIONS";
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
