declare module "compression" {
  import type { IncomingMessage, ServerResponse } from "node:http";
  import type { BrotliOptions, ZlibOptions } from "node:zlib";

  type Compress = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;
  /** Makes the function that compresses an answer while it is written. */
  export default function compression(options: ZlibOptions & { brotli: BrotliOptions }): Compress;
}
