import { AppError } from "@/server/shared/errors";

/** How many bytes beyond the limit are read and dropped, so that the sender can read the answer. */
const DRAINED_BYTES = 1024 * 1024;

/**
 * A request's body as text. When the announced length is too large, nothing is read; without an announced length the
 * bytes are counted. The stream is not cancelled: that would end the connection, and with it the answer and the requests
 * behind it.
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
