import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";

/**
 * The site's own typeface for the stand-ins' pages: a machine without a Korean font would show boxes. It comes
 * in small parts, of which a browser loads those whose characters it meets.
 */
const FOLDER = path.join(
  path.dirname(createRequire(import.meta.url).resolve("pretendard/package.json")),
  "dist/web/variable",
);

export const TYPEFACE = `"Pretendard Variable"`;
export const TYPEFACE_STYLESHEET = "/typeface/pretendardvariable-dynamic-subset.css";

const FILE =
  /^\/typeface\/(pretendardvariable-dynamic-subset\.css|woff2-dynamic-subset\/PretendardVariable\.subset\.\d{1,3}\.woff2)$/;
const ONE_DAY_SECONDS = 86_400;

/** Answers if it is the typeface that was asked for. @returns false when it is something else. */
export async function sendTypeface(pathname: string, response: ServerResponse): Promise<boolean> {
  const file = FILE.exec(pathname)?.[1];
  if (!file) return false;
  const content = await readFile(path.join(FOLDER, file)).catch(() => null);
  if (!content) return false;
  response.writeHead(200, {
    "content-type": file.endsWith(".css") ? "text/css; charset=utf-8" : "font/woff2",
    "cache-control": `public, max-age=${ONE_DAY_SECONDS}`,
    // A mail is shown in a sandbox, which has no origin of its own.
    "access-control-allow-origin": "*",
    "x-content-type-options": "nosniff",
  });
  response.end(content);
  return true;
}
