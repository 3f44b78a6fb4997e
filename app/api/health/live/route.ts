export const dynamic = "force-dynamic";

/** Says that the process answers. It checks nothing else: a restart would not bring a database back. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "Cache-Control": "no-store" } });
}
