import { readiness } from "@/server/shared/readiness";

export const dynamic = "force-dynamic";

const RETRY_AFTER_SECONDS = 2;

/** Whether to send requests here: 200, or 503 with what is missing. */
export async function GET(): Promise<Response> {
  const state = await readiness();
  if (state === "ready") {
    return Response.json({ status: "ok" }, { headers: { "Cache-Control": "no-store" } });
  }
  return Response.json(
    { status: "unavailable", reason: state },
    { status: 503, headers: { "Cache-Control": "no-store", "Retry-After": String(RETRY_AFTER_SECONDS) } },
  );
}
