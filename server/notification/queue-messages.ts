import { type RequestContext, requireSystem, transaction } from "@/server/shared/context";
import { errorText } from "@/server/shared/error-facts";
import { parse } from "@/server/shared/parse";
import { type MessageState, parseNotifiableEvent } from "./message-rules";
import { type CheckedEvent, readTargets } from "./message-target-facts";
import { readOverRequests } from "./payment-request-facts";
import { type QueueMessagesInput, queueMessagesInput } from "./schemas";
import {
  type NewMessage,
  newMessages,
  storeMessages,
  storeWithheld,
  type WithheldMessage,
} from "./store-messages";

type Failure = { eventId: string; error: string };
type Composed = { eventId: string; messages: NewMessage[]; withheld: WithheldMessage[] };

/** The result of one event: its messages are stored, or an error says why there are none. */
export type QueueResult = { eventId: string; emailId: string | null; queued: number } | Failure;

/**
 * Stores the messages about events, in the recipient's language: one message per channel of the policy that was in
 * force when the event occurred. The inbox shows its message at once; the e-mail is queued for `deliverMessages`. Message
 * ids are derived from the event, so that a second call with the same event adds nothing.
 *
 * @returns one result per event, in the order of the list. `emailId` is null when there is no e-mail to
 * send now: by the policy, by the recipient's choice, or in quiet hours; `queued`
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
    const known = checked.filter(succeeded);
    const targetOf = await readTargets(tx, known);
    const over = await readOverRequests(tx, known);
    const composed = checked.map((event) =>
      succeeded(event) ? compose(event, targetOf, { isOver: over.has(event.eventId) }) : event,
    );
    const stored = await storeMessages(
      tx,
      composed.filter(succeeded).flatMap((event) => event.messages),
    );
    await storeWithheld(
      tx,
      composed.filter(succeeded).flatMap((event) => event.withheld),
    );
    return { results: composed.map((event) => (succeeded(event) ? resultOf(event, stored) : event)) };
  });
}

const compose = (
  event: CheckedEvent,
  targetOf: Awaited<ReturnType<typeof readTargets>>,
  state: MessageState,
) =>
  orFailure(event, (): Composed => {
    const target = targetOf(event);
    const { eventId } = event;
    const { recipientId, kind } = target;
    return {
      eventId,
      messages: newMessages(event, target, state),
      withheld: target.withheld.map((channel) => ({ eventId, channel, recipientId, kind })),
    };
  });

/** Removes the event's messages from `stored`, so that an event that is twice in the list counts them once. */
const resultOf = ({ eventId, messages }: Composed, stored: Set<string>): QueueResult => ({
  eventId,
  // One that waits for the end of quiet hours is left to the sweep.
  emailId: messages.find(({ channel, leasedUntil }) => channel === "EMAIL" && !leasedUntil)?.id ?? null,
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
