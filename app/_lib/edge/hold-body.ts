import type { IncomingMessage } from "node:http";

/**
 * Reads the body of a request and then puts it back, so that the handler of the request can read it as usual. Resolves
 * to null as soon as the body has more bytes than `limit`. Never resolves when the client breaks off the request.
 */
export function holdBody(request: IncomingMessage, limit: number): Promise<Buffer[] | null> {
  // Node's parser pushes each chunk that arrives. A listener for "data" would consume the body.
  const push = request.push;
  const chunks: Buffer[] = [];
  let bytes = 0;
  return new Promise((resolve) => {
    request.push = (chunk: Buffer | null) => {
      if (chunk === null) {
        request.push = push;
        for (const held of chunks) request.push(held);
        request.push(null);
        resolve(chunks);
        return false;
      }
      bytes += chunk.length;
      if (bytes <= limit) chunks.push(chunk);
      else {
        request.push = push;
        resolve(null);
      }
      return true;
    };
  });
}
