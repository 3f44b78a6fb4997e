export const dynamic = "force-dynamic";

/** The process answers. Looks at nothing else: restarting it would not bring a database back. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "Cache-Control": "no-store" } });
}
