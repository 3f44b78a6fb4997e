import http from "node:http";
import https from "node:https";
import { REAL_LIMITS } from "./real-limits";
import { signatureOf } from "./signing";

export interface AppReply {
  status: number;
  headers: http.IncomingHttpHeaders;
  text: string;
  /** The answer was longer than the limit; `text` is empty. */
  tooLarge?: boolean;
}

/** The app gave no answer. `refused`: nothing listened at its address, so the call did not start. */
export class AppAbsent extends Error {
  constructor(
    message: string,
    readonly refused: boolean,
  ) {
    super(message);
  }
}

export interface AppClient {
  /** Sends JCS-canonical JSON text, signed, over a kept-alive connection. Throws AppAbsent. */
  send(method: "POST" | "PUT", url: string, body: string, headers: Record<string, string>): Promise<AppReply>;
  close(): void;
}

const CALL_TIMEOUT_MS = 15 * 60_000;
const STALE_WITHIN_MS = 1_000;

export function createAppClient(signingKey: string, maxSockets: number): AppClient {
  const agents = {
    "http:": new http.Agent({ keepAlive: true, maxSockets, noDelay: true }),
    "https:": new https.Agent({ keepAlive: true, maxSockets, noDelay: true }),
  };
  return {
    async send(method, url, body, headers) {
      const target = new URL(url);
      for (let tries = 1; ; tries++) {
        const signature = signatureOf(body, signingKey, Math.floor(Date.now() / 1_000));
        const request = openRequest(method, target, agents, {
          ...headers,
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          "x-inngest-server-kind": "cloud",
          "x-inngest-signature": signature,
        });
        try {
          return await exchange(request, body);
        } catch (error) {
          const failure = error as Failure;
          // The app had closed the idle connection before the call: the call never arrived.
          if (failure.stale && tries <= 2) continue;
          const message = `no answer from ${target.origin}: ${failure.message || failure.code}`;
          throw new AppAbsent(message, isRefused(failure));
        }
      }
    },
    close() {
      agents["http:"].destroy();
      agents["https:"].destroy();
    },
  };
}

type Agents = { "http:": http.Agent; "https:": https.Agent };
/** `stale`: the connection was kept alive and broke at once. */
type Failure = NodeJS.ErrnoException & { stale?: boolean };

function openRequest(
  method: string,
  url: URL,
  agents: Agents,
  headers: http.OutgoingHttpHeaders,
): http.ClientRequest {
  return url.protocol === "https:"
    ? https.request(url, { method, headers, agent: agents["https:"] })
    : http.request(url, { method, headers, agent: agents["http:"] });
}

/** Sends the body and reads the whole answer. Rejects with a `Failure`. */
function exchange(request: http.ClientRequest, body: string): Promise<AppReply> {
  const startedAt = Date.now();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => request.destroy(new Error("the call timed out")), CALL_TIMEOUT_MS);
    const fail = (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      const atOnce = Date.now() - startedAt < STALE_WITHIN_MS;
      const stale = request.reusedSocket && atOnce && ["ECONNRESET", "EPIPE"].includes(error.code ?? "");
      reject(Object.assign(error, { stale }));
    };
    request.on("error", fail);
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > REAL_LIMITS.answerBytes.max) chunks.length = 0;
        else chunks.push(chunk);
      });
      response.on("error", fail);
      response.on("end", () => {
        clearTimeout(timer);
        const tooLarge = bytes > REAL_LIMITS.answerBytes.max;
        const text = tooLarge ? "" : Buffer.concat(chunks).toString("utf8");
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, tooLarge });
      });
    });
    request.end(body);
  });
}

/** `localhost` tries IPv6 and IPv4 and then fails with both errors together. */
function isRefused(error: NodeJS.ErrnoException): boolean {
  const errors = error instanceof AggregateError ? (error.errors as NodeJS.ErrnoException[]) : [error];
  return errors.every((each) => each.code === "ECONNREFUSED");
}
