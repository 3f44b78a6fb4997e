import fs from "node:fs/promises";
import path from "node:path";

/** Redoc's own bundle. next.config.ts takes it along into the build. */
const BUNDLE = path.join(process.cwd(), "node_modules/redoc/bundles/redoc.standalone.js");

let bundle: Promise<Buffer<ArrayBuffer>> | undefined;

export const GET = async (): Promise<Response> => {
  bundle ??= fs.readFile(BUNDLE) as Promise<Buffer<ArrayBuffer>>;
  return new Response(await bundle, {
    headers: { "Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "public, max-age=86400" },
  });
};
