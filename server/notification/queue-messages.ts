import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { errorText } from "@/server/shared/error-facts";
import { parse } from "@/server/shared/parse";
import { parseNotifiableEvent } from "./message-rules";
import { type CheckedEvent, readTargets } from "./message-target-facts";
import { type QueueMessagesInput, queueMessagesInput } from "./schemas";
import { type NewMessage, newMessages, storeMessages } from "./store-messages";

type Failure = { eventId: string; error: string };
type Composed = { eventId: string; messages: NewMessage[] };

/** The result of one event: its messages are stored, or an error says why there are none. */
export type QueueResult = { eventId: string; emailId: string | null; queued: number } | Failure;

/**
 * Stores the messages about events, in the recipient's language: one message per channel of the policy that was in
 * force when the event occurred. The inbox shows its message at once; the e-mail is queued for `deliverMessages`. Message
 * ids are derived from the event, so that a second call with the same event adds nothing.
 *
 * @returns one result per event, in the order of the list. `emailId` is null when the policy has no e-mail; `queued`
 * counts the new messages. An event has an `error`, and does not stop the others, when its data breaks the contract, it
 * has no channel policy, or its recipient is not known yet.
 */
export async function queueMessages(
  ctx: RequestContext,
  input: QueueMessagesInput,
): Promise<{ results: QueueResult[] }> {
  requireSystem(ctx.actor);
  const { events } = parse(queueMessagesInput, input);
  const checked = events.map((event) =>
    orFailure(
      event,
      (): CheckedEvent => ({ ...event, notifiable: parseNotifiableEvent(event.name, event.data) }),
    ),
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

/** Removes the event's messages from `stored`, so that an event that is twice in the list counts them once. */
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
