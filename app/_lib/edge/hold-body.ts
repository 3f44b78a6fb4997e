import type { IncomingMessage } from "node:http";

/**
 * Reads the body of a request before anybody else does, and then puts it back for the one who handles the request.
 * Gives null as soon as it has more bytes than `limit`. A request that breaks off is never answered.
 */
export function holdBody(request: IncomingMessage, limit: number): Promise<Buffer[] | null> {
  // Node's parser pushes what arrives. To listen for "data" instead would consume the body.
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
