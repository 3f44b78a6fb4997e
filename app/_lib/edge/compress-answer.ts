import type { IncomingMessage, ServerResponse } from "node:http";
import { constants } from "node:zlib";
import compression from "compression";
import { releaseCompressionStream } from "next/dist/server/lib/release-compression-stream";

/**
 * Brotli of quality 4 makes the results page a ninth smaller than the gzip of Next, in three quarters of its time; from
 * quality 5 on it takes longer than gzip (docs/performance.md). A window of 256 KiB is larger than a page.
 */
const compress = compression({
  brotli: {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 4,
      [constants.BROTLI_PARAM_LGWIN]: 18,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    },
  },
});

/** Compresses what is written to the answer from now on, by brotli or gzip, as the client reads it. */
export function compressAnswer(request: IncomingMessage, response: ServerResponse): void {
  compress(request, response, () => {});
  // When a client leaves, nobody else ends the compressor, and its memory would stay.
  response.once("close", () => {
    if (!response.writableFinished) releaseCompressionStream(response);
  });
}
