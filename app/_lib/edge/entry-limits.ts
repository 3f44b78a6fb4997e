import { ENGINE_BYTES, FORM_BYTES, NOTICE_BYTES, SIGN_IN_BYTES } from "./body-limits";

/**
 * What one client address, and one process, may take: the same at the ingress (deploy/helm) and here. An office of two
 * hundred people behind one address, each of whom opens a page every fifteen seconds (about six requests, the router's
 * prefetches included) and sends a form every twenty, makes 80 reads a second and 600 writes a minute. A flood of a single
 * machine makes thousands.
 */
export const ENTRY_LIMITS = {
  /** GET and HEAD of an address in each process: a token bucket. Files of the build are not counted. */
  readsPerSecond: 100,
  readBurst: 1_000,
  /** Everything else of an address, in all processes together. */
  writesPerMinute: 600,
  /** Calls of an address in each process whose signature was false. Calls with a true one are not counted. */
  forgedPerSecond: 1,
  forgedBurst: 20,
  /** Open connections of a process, and of one address where clients connect directly. A browser opens six. */
  connections: 4_000,
  connectionsPerAddress: 1_500,
  /** Node's own limit of the head of a request. */
  headerBytes: 16_384,
  /** How long a client may take to send the head of a request, and the whole request. */
  headersTimeoutMs: 20_000,
  requestTimeoutMs: 30_000,
  /** The largest body, by the kind of request (body-limits.ts). */
  bodyBytes: { form: FORM_BYTES, signIn: SIGN_IN_BYTES, notice: NOTICE_BYTES, engine: ENGINE_BYTES },
} as const;
