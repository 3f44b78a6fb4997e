import type { InngestEvent } from "./ingest";
import { REAL_LIMITS } from "./real-limits";
import { eventIds } from "./ulid";

export interface IncomingEvent {
  /** The event's own id, or one made for it: the same key within 24 hours triggers nothing. */
  key: string;
  /** True when the sender gave the event an id. */
  hasOwnId: boolean;
  event: InngestEvent;
}

export interface EventRequest {
  /** The events before the first bad one; all of them when `problem` is null. */
  events: IncomingEvent[];
  /** Made ids, one per event of `events`. */
  ids: string[];
  problem: string | null;
}

/** Reads the body of POST /e: one event or a list. `seed` is the header that makes the ids repeatable. */
export function readEventRequest(body: Buffer, seed: string | undefined): EventRequest {
  let json: unknown;
  try {
    json = JSON.parse(body.toString("utf8"));
  } catch {
    return { events: [], ids: [], problem: "the body is not JSON" };
  }
  const list = Array.isArray(json) ? json : [json];
  const { max } = REAL_LIMITS.requestEvents;
  const taken = list.slice(0, max);
  const ids = eventIds(seed, taken.length);
  const events: IncomingEvent[] = [];
  for (const [index, raw] of taken.entries()) {
    // In a body within the limit no event can be too large.
    const bytes = body.length > REAL_LIMITS.eventBytes.max ? sizeOf(raw, list.length, body) : 0;
    const read = readEvent(raw, ids[index] ?? "", bytes);
    if (typeof read === "string") return { events, ids: ids.slice(0, index), problem: read };
    events.push(read);
  }
  const problem = list.length > max ? `the request has ${list.length} events, the limit is ${max}` : null;
  return { events, ids, problem };
}

const sizeOf = (raw: unknown, count: number, body: Buffer): number =>
  count === 1 && body[0] === 0x7b ? body.length : Buffer.byteLength(JSON.stringify(raw) ?? "");

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The event, or what is wrong with it. */
function readEvent(raw: unknown, ulid: string, bytes: number): IncomingEvent | string {
  if (!isObject(raw)) return "an event is not an object";
  const { id, name, data, ts, user, v, meta } = raw;
  const { eventBytes, eventNameBytes, eventTimeMs } = REAL_LIMITS;
  if (bytes > eventBytes.max) return `an event has ${bytes} bytes, the limit is ${eventBytes.max}`;
  if (typeof name !== "string" || name === "") return "an event has no name";
  if (name.toLowerCase().startsWith("inngest/")) return `the event name is reserved: ${name}`;
  if (Buffer.byteLength(name) > eventNameBytes.max) {
    return `an event name is longer than ${eventNameBytes.max} bytes`;
  }
  for (const [part, value] of Object.entries({ id, v })) {
    if (value != null && typeof value !== "string") return `${part} of the event is not text`;
  }
  for (const [part, value] of Object.entries({ data, user, meta })) {
    if (value != null && !isObject(value)) return `${part} of the event is not an object`;
  }
  if (ts != null && !Number.isSafeInteger(ts)) return "ts of the event is not an integer";
  const time = Number(ts) || Date.now();
  if (time < eventTimeMs.min || time > eventTimeMs.max) return "ts of the event is before 1980 or after 2100";
  const key = (id as string | null | undefined) || ulid;
  // PostgreSQL text holds no NUL.
  if (`${name}${key}`.includes("\0")) return "name or id of the event holds a NUL";
  const optional = Object.entries({ user, v, meta }).filter(([, value]) => value != null);
  const event = { id: key, name, data: withoutInternal(data), ts: time, ...Object.fromEntries(optional) };
  return { key, hasOwnId: key !== ulid, event };
}

/** The official server removes the part of `data` that it keeps for itself. */
function withoutInternal(data: unknown): Record<string, unknown> {
  const { _inngest, ...own } = (data ?? {}) as Record<string, unknown>;
  return own;
}
