import { headers } from "next/headers";
import { clientAddress } from "@/app/_lib/http/client-address";
import { noteSession } from "@/server/identity";
import { NOTE_SECONDS, type Session, type Visit } from "@/server/identity/schemas";
import { log } from "@/server/shared/log";

/** What a request says of the device that it comes from. */
export const visitOf = (from: Pick<Headers, "get">): Visit => ({
  userAgent: from.get("user-agent"),
  address: clientAddress(from),
});

const MAX_KEPT = 5_000;
/** When this process last wrote that a session is in use, in milliseconds of its own clock; the oldest first. */
const noted = new Map<string, number>();

/**
 * Writes that a session is in use, unless this process did so lately: most requests of a member write nothing. The request
 * goes on when it cannot be written.
 */
export async function noteVisit(session: Session): Promise<void> {
  const { sessionId } = session;
  const now = performance.now();
  const last = sessionId && noted.get(sessionId);
  if (!sessionId || (last && now - last < NOTE_SECONDS * 1_000)) return;
  noted.delete(sessionId);
  const [oldest] = noted.keys();
  if (noted.size >= MAX_KEPT && oldest !== undefined) noted.delete(oldest);
  noted.set(sessionId, now);
  try {
    await noteSession(session, visitOf(await headers()));
  } catch (err) {
    noted.delete(sessionId);
    log.warn({ err }, "the latest use of a session was not written");
  }
}
