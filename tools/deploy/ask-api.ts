import { setTimeout as pause } from "node:timers/promises";
import { DelegateBackoff, handleWhen, retry } from "cockatiel";
import type { z } from "zod";

/** An API and how it is asked. `name` is for messages. */
export type Api = {
  name: string;
  url: string;
  headers: Record<string, string>;
  /** The first pause before a repetition; later ones double up to 16 times as much. */
  pauseMs?: number;
};

type Method = "GET" | "POST" | "PATCH" | "DELETE";
export type Ask<T> = { method: Method; path: string; body?: unknown; answer: z.ZodType<T> };

/** An answer that is no success. It names the call and the API's own words, and never a header. */
export class ApiError extends Error {
  constructor(
    api: Api,
    { method, path }: { method: string; path: string },
    readonly status: number,
    said: string,
    readonly retryAfterMs: number | null = null,
  ) {
    super(`${api.name}: ${method} ${path} was answered with ${status}: ${said}`);
  }
}

/** The answer never came, so that the API may have acted or not. */
export class LostAnswer extends Error {}

const TRIES = 6;
const TIMEOUT_MS = 30_000;
const MAX_PAUSE_FACTOR = 16;
const MAX_RETRY_AFTER_MS = 60_000;

/** The API did nothing and may do it later: another operation holds the project (423), or too many requests (429). */
const isRefusedForNow = (error: Error) => error instanceof ApiError && [423, 429].includes(error.status);
const isFault = (error: Error) =>
  error instanceof LostAnswer || (error instanceof ApiError && error.status >= 500);

/**
 * Asks an API, checks the answer's shape, and repeats what can be repeated, six times at most: after 423 and 429 always,
 * after a fault or a lost answer only what has the same effect twice. A POST that may have acted is left to the caller,
 * who looks first (`createOnce`).
 *
 * @throws ApiError; LostAnswer when the answer never came; ZodError when it has another shape.
 */
export function askApi<T>(api: Api, ask: Ask<T>): Promise<T> {
  const repeatable = (error: Error) => isRefusedForNow(error) || (ask.method !== "POST" && isFault(error));
  const base = api.pauseMs ?? 1_000;
  const backoff = new DelegateBackoff<{ attempt: number; result: unknown }>(({ attempt, result }) => {
    const error = (result as { error?: unknown }).error;
    const wanted = error instanceof ApiError ? error.retryAfterMs : null;
    return wanted ?? base * Math.min(2 ** (attempt - 1), MAX_PAUSE_FACTOR);
  });
  return retry(handleWhen(repeatable), { maxAttempts: TRIES - 1, backoff }).execute(() => once(api, ask));
}

/**
 * Makes a thing that must be there once: looks for it, makes it if it is missing, and looks again when the answer is lost.
 *
 * @throws the error of the last try.
 */
export async function createOnce<T>(
  api: Api,
  find: () => Promise<T | null>,
  create: () => Promise<T>,
): Promise<{ thing: T; created: boolean }> {
  for (let tries = 1; ; tries++) {
    const found = await find();
    if (found) return { thing: found, created: tries > 1 };
    try {
      return { thing: await create(), created: true };
    } catch (error) {
      if (!(error instanceof Error) || !isFault(error) || tries === TRIES) throw error;
      await pause((api.pauseMs ?? 1_000) * Math.min(2 ** (tries - 1), MAX_PAUSE_FACTOR));
    }
  }
}

/** Deletes a thing. One that is gone already is no error. */
export async function deleteIfThere<T>(api: Api, path: string, answer: z.ZodType<T>): Promise<T | null> {
  try {
    return await askApi(api, { method: "DELETE", path, answer });
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

async function once<T>(api: Api, { method, path, body, answer }: Ask<T>): Promise<T> {
  const response = await fetch(api.url + path, {
    method,
    headers: { Accept: "application/json", "Content-Type": "application/json", ...api.headers },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: Error) => {
    throw new LostAnswer(`${api.name}: ${method} ${path} got no answer: ${reasonOf(error)}`);
  });
  const text = await response.text().catch((error: Error) => {
    throw new LostAnswer(`${api.name}: ${method} ${path} got no whole answer: ${reasonOf(error)}`);
  });
  if (!response.ok) {
    throw new ApiError(api, { method, path }, response.status, saidIn(text), retryAfterMs(response));
  }
  return answer.parse(text === "" ? null : JSON.parse(text));
}

const reasonOf = (error: Error) => (error.cause instanceof Error ? error.cause.message : error.message);

/** Neon says `message`, Vercel `error.message`, GitHub `message`. */
function saidIn(text: string): string {
  try {
    const { message, error } = JSON.parse(text) as { message?: string; error?: { message?: string } };
    return message ?? error?.message ?? "no reason given";
  } catch {
    return text.slice(0, 200) || "no reason given";
  }
}

function retryAfterMs(response: Response): number | null {
  const seconds = Number(response.headers.get("retry-after"));
  return seconds > 0 ? Math.min(seconds * 1_000, MAX_RETRY_AFTER_MS) : null;
}
