import { engineState } from "@/inngest/registration/engine-state";
import { liveness } from "@/server/shared/liveness";
import { readiness } from "@/server/shared/readiness";
import { hasStarted } from "@/server/shared/startup";

/** What a probe gets: a status of HTTP, and a body that says why. */
export type HealthAnswer = { status: 200 | 503; body: { status: string; reason?: string } };

const RETRY_AFTER_SECONDS = 2;

/** Whether a restart would help. While the database is away, or the process is only busy, it would not. */
export function livenessAnswer(): HealthAnswer {
  const state = liveness();
  return state === "alive" ? healthy() : failing("failed", state);
}

/** Whether this process is through with its start: its environment is read, its work runs, its migrations are known. */
export async function startupAnswer(): Promise<HealthAnswer> {
  if (hasStarted()) return healthy();
  const state = await readiness();
  return state === "ready" ? healthy() : failing("starting", state);
}

/**
 * Whether this process should get requests. One whose functions the event engine does not accept, or that refuses new work
 * under load, still sells: it is ready, and says that it is degraded.
 *
 * @param isShedding whether the process refuses new work now.
 */
export async function readinessAnswer(isShedding: boolean): Promise<HealthAnswer> {
  const state = await readiness();
  if (state === "shutting-down") return failing("draining", state);
  if (state !== "ready") return failing(hasStarted() ? "unavailable" : "starting", state);
  if (isShedding) return healthy("degraded", "shedding-load");
  const engine = await engineState();
  return engine === "accepted" ? healthy() : healthy("degraded", `event-engine-${engine}`);
}

const healthy = (status = "ok", reason?: string): HealthAnswer => ({
  status: 200,
  body: { status, ...(reason && { reason }) },
});
const failing = (status: string, reason: string): HealthAnswer => ({ status: 503, body: { status, reason } });

export const healthHeaders = ({ status }: HealthAnswer): Record<string, string> => ({
  "Cache-Control": "no-store",
  ...(status === 503 && { "Retry-After": String(RETRY_AFTER_SECONDS) }),
});

export const healthResponse = (answer: HealthAnswer): Response =>
  Response.json(answer.body, { status: answer.status, headers: healthHeaders(answer) });
