import { databaseClock } from "@/server/shared/database-clock";
import { AppError } from "@/server/shared/errors";
import { countUse } from "@/server/shared/rate-limit";
import type { Caller } from "./caller";

const WINDOW_SECONDS = 60;

/**
 * Counts a request of a client in this minute, in all processes together, and puts `RateLimit-Policy` and `RateLimit`
 * (draft-ietf-httpapi-ratelimit-headers-10) into the headers of its answer, whatever that is. A browser gets none: its address is
 * limited at the entry.
 *
 * @throws AppError RATE_LIMITED with the seconds to wait.
 */
export async function limitClient({ client }: Caller, headers: Record<string, string>): Promise<void> {
  if (!client) return;
  const { id, requestsPerMinute } = client;
  const used = await countUse(`client:${id}`, WINDOW_SECONDS);
  const now = await databaseClock();
  const secondsLeft = WINDOW_SECONDS - (Math.floor(now.getTime() / 1_000) % WINDOW_SECONDS);
  headers["RateLimit-Policy"] = `"client";q=${requestsPerMinute};w=${WINDOW_SECONDS}`;
  headers.RateLimit = `"client";r=${Math.max(0, requestsPerMinute - used)};t=${secondsLeft}`;
  if (used > requestsPerMinute) throw new AppError("RATE_LIMITED", { retryAfterSeconds: secondsLeft });
}
