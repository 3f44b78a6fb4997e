import { AppError } from "@/server/shared/errors";

/**
 * A request's body as text. Reading stops at the limit, so that nobody fills the memory.
 *
 * @throws AppError INVALID_INPUT when there is more.
 */
export async function textWithin(request: Request, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  // Leaving the loop cancels the stream.
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw new AppError("INVALID_INPUT");
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
