import { timingSafeEqual } from "node:crypto";
import { env } from "@/server/shared/env";
import { processMetrics } from "@/server/shared/metrics";
import { systemMetrics } from "./system-metrics";

export const dynamic = "force-dynamic";

/**
 * Figures for monitoring, as Prometheus text, for a bearer of METRICS_TOKEN: first those of this process, then those of the
 * whole airline, which every replica gives alike. Where that variable is not set, the address does not exist. During an
 * outage of the database the figures of the process are still there.
 */
export async function GET(request: Request): Promise<Response> {
  const token = env().METRICS_TOKEN;
  if (!token) return new Response(null, { status: 404 });
  if (!isBearer(request, token)) return new Response(null, { status: 401 });
  const system = await systemMetrics();
  const parts = await Promise.all([processMetrics().metrics(), system.metrics()]);
  return new Response(parts.join("\n"), {
    headers: { "Content-Type": processMetrics().contentType, "Cache-Control": "no-store" },
  });
}

function isBearer(request: Request, token: string): boolean {
  const given = Buffer.from(request.headers.get("authorization") ?? "");
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
