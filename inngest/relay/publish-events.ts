import { setTimeout as pause } from "node:timers/promises";
import { inngest } from "@/inngest/client";
import type { OutboxRow } from "@/server/shared/outbox";
import { publishInTraces } from "@/server/shared/trace-events";
import { type Message, messagesOf, requestsOf, timeOf } from "./message-rules";
import { Refused } from "./relay-events";

/** The SDK's error text for events that the engine will never accept. Wrong keys and outages can be repaired; they are not here. */
const refusal = /^Inngest API Error: (400|406|409|412|413|422) /;

/** Less than the relay's lease (server/shared/relay-queue.ts). The SDK tries several times, each up to 5 s. */
const GIVE_UP_AFTER_MS = 8_000;

/** Sends events to the engine. @throws Refused when it will never accept them; otherwise the error that stopped it. */
export const publish = (rows: OutboxRow[]): Promise<void> =>
  publishInTraces(rows, (traced) => send(messagesOf(traced)));

/** Sends messages to the engine, within a time limit. @throws as `publish`. */
export async function send(messages: readonly Message[]): Promise<void> {
  const timer = new AbortController();
  const late = pause(GIVE_UP_AFTER_MS, undefined, { signal: timer.signal, ref: false }).then(() => {
    throw new Error(`no answer from the event engine in ${GIVE_UP_AFTER_MS} ms`);
  });
  try {
    await Promise.race([sendMessages(messages), late]);
  } catch (error) {
    if (error instanceof Error && refusal.test(error.message)) throw new Refused(error.message);
    throw error;
  } finally {
    timer.abort();
    late.catch(() => {});
  }
}

/** Sends messages to the engine. @throws what kept it from accepting all of them. */
export async function sendMessages(messages: readonly Message[]): Promise<void> {
  for (const request of requestsOf(messages))
    await inngest.send(request.map((message) => ({ ...message, ts: timeOf(message) })));
}
