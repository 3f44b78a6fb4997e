import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { buildFolder } from "./build-folder";

/** The route of an address: its pattern, and the values of the pattern's parts. */
export type Route = { pattern: string; parts: Readonly<Record<string, string>> };

/** The pattern of every address that no route has, so that invented addresses make no series of their own. */
export const OTHER_ROUTE = "other";
/** The pattern of the build output: scripts, style sheets, fonts, pictures. */
export const STATIC_ROUTE = "static";

/** The pattern of the answer that everybody in a waiting room asks again and again. */
export const WAITING_ROUTE = "/api/v1/waiting-rooms/[id]";

const other: Route = { pattern: OTHER_ROUTE, parts: {} };

const manifest = z.object({
  staticRoutes: z.array(z.object({ page: z.string() })),
  dynamicRoutes: z.array(z.object({ page: z.string(), namedRegex: z.string() })),
});

/**
 * Reads the routes of this build from Next's own manifest. The result finds the route of a path, as Next does: first the
 * fixed routes, then the patterns in their order. Without a manifest, as in development, every path is "other".
 *
 * @param folder the folder of the build; by default that of the running server.
 */
export function readRoutePatterns(folder = buildFolder()): (pathname: string) => Route {
  const routes = manifestIn(folder);
  const fixed = new Map(routes.staticRoutes.map(({ page }) => [page, { pattern: page, parts: {} }]));
  const patterns = routes.dynamicRoutes.map(({ page, namedRegex }) => ({
    page,
    regex: new RegExp(namedRegex),
  }));
  return (pathname) => {
    if (pathname.startsWith("/_next/")) return { pattern: STATIC_ROUTE, parts: {} };
    if (pathname === "/") return { pattern: "/", parts: {} };
    const exact = fixed.get(pathname);
    if (exact) return exact;
    for (const { page, regex } of patterns) {
      const found = regex.exec(pathname);
      if (found) return { pattern: page, parts: partsOf(found.groups) };
    }
    return other;
  };
}

/** Next prefixes the names of the parts with `nxtP`. */
const partsOf = (groups: Record<string, string> = {}) =>
  Object.fromEntries(Object.entries(groups).map(([name, value]) => [name.replace(/^nxtP/, ""), value]));

function manifestIn(folder: string): z.output<typeof manifest> {
  try {
    return manifest.parse(JSON.parse(fs.readFileSync(path.join(folder, "routes-manifest.json"), "utf8")));
  } catch {
    return { staticRoutes: [], dynamicRoutes: [] };
  }
}
