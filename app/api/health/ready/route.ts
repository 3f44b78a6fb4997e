import { engineState } from "@/inngest/registration/engine-state";
import { readiness } from "@/server/shared/readiness";

export const dynamic = "force-dynamic";

const RETRY_AFTER_SECONDS = 2;
const headers = { "Cache-Control": "no-store" };

/**
 * Says whether this process should get requests: 200, or 503 with the reason. A process whose functions the event engine
 * does not accept can still sell, so it is ready and says that it is degraded.
 */
export async function GET(): Promise<Response> {
  const state = await readiness();
  if (state !== "ready") {
    return Response.json(
      { status: "unavailable", reason: state },
      { status: 503, headers: { ...headers, "Retry-After": String(RETRY_AFTER_SECONDS) } },
    );
  }
  const engine = await engineState();
  if (engine === "accepted") return Response.json({ status: "ok" }, { headers });
  return Response.json({ status: "degraded", reason: `event-engine-${engine}` }, { headers });
}
