import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { askedSeconds } from "./backoff-rules";
import { checkAddress } from "./check-address";
import type { Address, HostResolver } from "./resolve-host";
import type { failureKinds } from "./schemas";

/** An answer has to come within this time, with the look-up of the host and the connection. */
const ANSWER_WITHIN_MS = 10_000;
const BREAK_OFF_MS = 250;
/** No more of an answer is read. */
const MAX_ANSWER_BYTES = 4_096;
/** No more of it is kept. */
const MAX_EXCERPT = 1_000;

export type FailureKind = (typeof failureKinds)[number];

/** What came of one try. */
export type Outcome = {
  /** The HTTP status; null when there was no answer. */
  status: number | null;
  /** Null when it was delivered: any 2xx. */
  failure: FailureKind | null;
  excerpt: string | null;
  durationMs: number;
  /** What the endpoint asked for by Retry-After with 429 or 503. */
  askedSeconds: number | null;
};

export type Post = { url: string; headers: Record<string, string>; body: string };
export type TransportOptions = { resolver?: HostResolver; withinMs?: number };

type Answer = Omit<Outcome, "durationMs">;
const failed = (failure: FailureKind): Answer => ({
  ...{ status: null, failure, excerpt: null, askedSeconds: null },
});

/**
 * Sends one delivery. It connects only to the addresses that were checked, with no connection that was open before, follows no
 * redirect and reads at most 4 KiB of the answer. Never throws.
 */
export async function postWebhook(post: Post, options: TransportOptions = {}): Promise<Outcome> {
  const { resolver, withinMs = ANSWER_WITHIN_MS } = options;
  const startedAt = performance.now();
  const timer = new AbortController();
  const deadline = AbortSignal.timeout(withinMs);
  try {
    // For the look-up of a developer's machine, which cannot be broken off; others end sooner. A request ends by the deadline and
    // tells what it has by then.
    const late = pause(withinMs + BREAK_OFF_MS, failed("TIMEOUT"), { ref: false, signal: timer.signal });
    const answer = await Promise.race([send(post, deadline, resolver), late.catch(() => failed("TIMEOUT"))]);
    return { ...answer, durationMs: Math.round(performance.now() - startedAt) };
  } finally {
    timer.abort();
  }
}

async function send(post: Post, deadline: AbortSignal, resolver?: HostResolver): Promise<Answer> {
  if (!URL.canParse(post.url)) return failed("ADDRESS");
  const url = new URL(post.url);
  const checked = await checkAddress(url, resolver);
  if ("failure" in checked) return failed(checked.failure);
  return request(url, post, checked.addresses, deadline);
}

/** Answers with the addresses that were checked, in place of a look-up. */
const pinnedTo =
  (addresses: Address[]): LookupFunction =>
  (_, { all }, done) => {
    const [first] = addresses;
    if (all) done(null, addresses);
    else done(null, first?.address ?? "", first?.family);
  };

function request(url: URL, post: Post, addresses: Address[], signal: AbortSignal): Promise<Answer> {
  const isSecure = url.protocol === "https:";
  return new Promise((resolve) => {
    let hasStatus = false;
    const sent = (isSecure ? https : http).request(
      url,
      {
        ...{ method: "POST", signal, lookup: pinnedTo(addresses), headers: headersOf(post) },
        // A connection of its own each time: one that is kept open may lead to an address that was checked long ago.
        agent: false,
      },
      (response) => {
        hasStatus = true;
        void answerOf(response).then(resolve);
      },
    );
    sent.on("error", (error: NodeJS.ErrnoException) => {
      if (!hasStatus) resolve(failed(kindOf(error, signal)));
    });
    sent.end(post.body);
  });
}

const headersOf = ({ headers, body }: Post) => ({
  ...headers,
  "content-type": "application/json",
  "content-length": String(Buffer.byteLength(body)),
  "user-agent": "MSA-Air-Webhooks/1",
  accept: "*/*",
});

async function answerOf(response: http.IncomingMessage): Promise<Answer> {
  const status = response.statusCode ?? 0;
  const excerpt = await beginningOf(response);
  const isAsked = status === 429 || status === 503;
  return {
    ...{ status, excerpt },
    failure: failureOf(status),
    askedSeconds: isAsked ? askedSeconds(response.headers["retry-after"], new Date()) : null,
  };
}

function failureOf(status: number): FailureKind | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? "REDIRECT" : "STATUS";
}

/** The status counts as soon as it is there: a body that breaks off or never ends changes nothing. */
async function beginningOf(response: http.IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      parts.push(part);
      bytes += part.length;
      if (bytes >= MAX_ANSWER_BYTES) break;
    }
  } catch {
    // What came before is kept.
  }
  response.destroy();
  const text = Buffer.concat(parts).subarray(0, MAX_ANSWER_BYTES).toString();
  // PostgreSQL stores no NUL, and half of a surrogate pair is no text.
  return (
    text
      .replaceAll("\0", "")
      .slice(0, MAX_EXCERPT)
      .replace(/\p{Surrogate}$/u, "") || null
  );
}

function kindOf(error: NodeJS.ErrnoException, signal: AbortSignal): FailureKind {
  if (signal.aborted) return "TIMEOUT";
  const code = error.code ?? "";
  if (/^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO)/.test(code)) return "TLS";
  if (/^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|ETIMEDOUT|EADDRNOTAVAIL|EACCES)$/.test(code))
    return "CONNECT";
  return "BROKEN";
}
