import { setTimeout as pause } from "node:timers/promises";
import type { OutboxRow } from "@/server/shared/outbox";
import { type Message, messagesOf, sendMessages } from "./message-rules";
import { Refused } from "./relay-events";

/** How the SDK words an answer that says "never" to these very events; keys and outages can be mended. */
const refusal = /^Inngest API Error: (400|406|409|412|413|422) /;

/** Less than the relay's lease (server/shared/relay-queue.ts): the SDK tries several times, each up to 5 s. */
const GIVE_UP_AFTER_MS = 8_000;

/** Hands events to the engine. @throws Refused when it will never take them, else what kept it from answering. */
export const publish = (rows: OutboxRow[]): Promise<void> => send(messagesOf(rows));

/** Hands messages to the engine. @throws as `publish`. */
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
