import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { errorText } from "@/server/shared/error-facts";
import { parse } from "@/server/shared/parse";
import { toldEvent } from "./message-rules";
import { type CheckedEvent, readTargets } from "./message-target-facts";
import { type NewMessage, newMessages, storeMessages } from "./store-messages";
import { type QueueMessagesInput, queueMessagesInput } from "./schemas";

type Failure = { eventId: string; error: string };
type Composed = { eventId: string; messages: NewMessage[] };

/** What became of one event: its messages are stored, or it cannot be told as things are. */
export type QueueResult = { eventId: string; emailId: string | null; queued: number } | Failure;

/**
 * Stores the messages about events in the reader's language, one per channel of the policy that was in force
 * when the event occurred. The inbox has its message at once; the e-mail is queued for `deliverMessages`. The
 * ids follow from the event, so that a repetition finds what is there and adds nothing.
 *
 * @returns one result per event, in the order of the list. `emailId` is null where the policy has no e-mail;
 * `queued` counts the new messages. An event that cannot be told gives an `error` and does not stop the others:
 * its data breaks the contract, it has no channel policy, or its reader is not known here yet.
 */
export async function queueMessages(
  ctx: RequestContext,
  input: QueueMessagesInput,
): Promise<{ results: QueueResult[] }> {
  requireSystem(ctx.actor);
  const { events } = parse(queueMessagesInput, input);
  const checked = events.map((event) =>
    orFailure(event, (): CheckedEvent => ({ ...event, told: toldEvent(event.name, event.data) })),
  );
  return transaction(ctx, async ({ tx }) => {
    const targetOf = await readTargets(tx, checked.filter(succeeded));
    const composed = checked.map((event) => (succeeded(event) ? compose(event, targetOf) : event));
    const stored = await storeMessages(
      tx,
      composed.filter(succeeded).flatMap((event) => event.messages),
    );
    return { results: composed.map((event) => (succeeded(event) ? resultOf(event, stored) : event)) };
  });
}

const compose = (event: CheckedEvent, targetOf: Awaited<ReturnType<typeof readTargets>>) =>
  orFailure(
    event,
    (): Composed => ({
      eventId: event.eventId,
      messages: newMessages(event, targetOf(event)),
    }),
  );

/** Takes its messages out of `stored`: an event that is in the list twice counts them once. */
const resultOf = ({ eventId, messages }: Composed, stored: Set<string>): QueueResult => ({
  eventId,
  emailId: messages.find((message) => message.channel === "EMAIL")?.id ?? null,
  queued: messages.filter((message) => stored.delete(message.id)).length,
});

function orFailure<T>({ eventId }: { eventId: string }, work: () => T): T | Failure {
  try {
    return work();
  } catch (error) {
    return { eventId, error: errorText(error) };
  }
}

const succeeded = <T extends object>(outcome: T | Failure): outcome is T => !("error" in outcome);
