import type http from "node:http";

/** More than the state of a run may be, so that the limits of events and steps apply first. */
const MAX_BODY_BYTES = 40 * 1024 * 1024;

/** Answered with `status` and the message. */
export class BadRequest extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** The whole body; throws BadRequest beyond what this server keeps in memory. */
export async function readBody(request: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY_BYTES) throw new BadRequest(413, "the request is too large");
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

export async function readJson(request: http.IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse((await readBody(request)).toString("utf8"));
  } catch (error) {
    if (error instanceof BadRequest) throw error;
    throw new BadRequest(400, "the body is not JSON");
  }
}
