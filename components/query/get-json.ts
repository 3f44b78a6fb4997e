/** An error answer of the API (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly fieldErrors: Record<string, string> = {},
  ) {
    super(code);
  }
}

/** Reads from this site's own API. @throws Problem when it refuses. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(path, { signal });
  if (response.ok) return (await response.json()) as T;
  const body = (await response.json().catch(() => ({}))) as {
    code?: string;
    fieldErrors?: Record<string, string>;
  };
  throw new Problem(body.code ?? "INTERNAL", body.fieldErrors);
}
