import fs from "node:fs/promises";
import path from "node:path";

/** The committed document: a check keeps it what the operations say. next.config.ts takes it along into the build. */
const DOCUMENT = path.join(process.cwd(), "docs/openapi.json");

let document: Promise<string> | undefined;

/** The document of this API (OpenAPI 3.1). It changes with a release only. */
export const GET = async (): Promise<Response> => {
  document ??= fs.readFile(DOCUMENT, "utf8");
  return new Response(await document, {
    headers: { "Content-Type": "application/json", "Cache-Control": "public, max-age=300" },
  });
};
