import { AppError } from "@/server/shared/errors";

/** How much of a body beyond its limit is read and thrown away, so that its sender gets to read the answer. */
const DRAINED_BYTES = 1024 * 1024;

/**
 * A request's body as text. A length that is announced is refused before anything is read; one that is not is counted.
 * The stream is not cancelled: that would cut the connection, and with it the answer and the requests behind it.
 *
 * @throws AppError TOO_LARGE.
 */
export async function textWithin(request: Request, maxBytes: number): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw new AppError("TOO_LARGE");
  const reader = request.body?.getReader();
  if (!reader) return "";
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.byteLength;
    if (bytes > maxBytes + DRAINED_BYTES) break;
    if (bytes <= maxBytes) text += decoder.decode(part.value, { stream: true });
  }
  if (bytes > maxBytes) throw new AppError("TOO_LARGE");
  return text + decoder.decode();
}
