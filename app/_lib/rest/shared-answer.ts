import { createHash } from "node:crypto";
import { noStore } from "@/app/_lib/http/problem";

/**
 * A cache in front of the site keeps the answer for two seconds, and may hand it out for five more while it asks for the
 * next one. `Age` counts against the two seconds.
 */
const SHARED_FOR = "public, s-maxage=2, stale-while-revalidate=5";

type Text = { body: string; tag: string };

/** An answer that is handed out many times is written and hashed once. */
const texts = new WeakMap<object, Text>();

/**
 * Answers with what is the same for everybody: shared caches may keep it, and a client that has it already gets 304. The
 * answer to a client with a token, or to somebody with a place in a waiting room, is nobody else's.
 */
export function sharedAnswer(
  request: Request,
  data: object,
  { ageMs, isOwn }: { ageMs: number; isOwn: boolean },
): Response {
  const { body, tag } = textOf(data);
  const headers = {
    ...(isOwn ? noStore : { "Cache-Control": SHARED_FOR, Age: String(Math.ceil(ageMs / 1_000)) }),
    ETag: tag,
  };
  if (isKnown(request.headers.get("if-none-match"), tag)) return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, "Content-Type": "application/json" } });
}

function textOf(data: object): Text {
  const known = texts.get(data);
  if (known) return known;
  const body = JSON.stringify(data);
  // Weak: the server may compress the body, so that its bytes differ.
  const tag = `W/"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  texts.set(data, { body, tag });
  return { body, tag };
}

/** Whether `If-None-Match` names the tag. Both are compared without the mark of a weak one (RFC 9110, 8.8.3.2). */
function isKnown(asked: string | null, tag: string): boolean {
  if (asked === null) return false;
  const opaque = (text: string) => text.trim().replace(/^W\//, "");
  return asked.trim() === "*" || asked.split(",").some((each) => opaque(each) === opaque(tag));
}
