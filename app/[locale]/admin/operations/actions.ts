"use server";

import { type ActionResult, runAction } from "@/app/_lib/actions/action";
import { PARKED_NOTICE, replayNotice } from "@/app/_lib/payment-flow";
import { sendMessages } from "@/inngest/relay/message-rules";
import { parkPoisonRow, type ReplayedEvent, replayDeadLetter } from "@/server/assurance";
import { rebuildHistory } from "@/server/history";
import { historyDrift } from "@/server/history/queries";
import { requireAdmin } from "@/server/shared/context";

/** Plays the event of a dead letter again. */
export async function replay(deadLetterId: string): Promise<ActionResult<void>> {
  return runAction((ctx) => replayDeadLetter(ctx, { deadLetterId }, playAgain), {
    revalidate: ["/[locale]/admin/operations"],
  });
}

/** A notice of the payment provider is taken here; whatever else was set aside, the event engine runs. */
const playAgain = (event: ReplayedEvent): Promise<void> =>
  event.name === PARKED_NOTICE ? replayNotice(event) : sendMessages([event]);

/** Compares the customers' timelines with the event log. */
export async function checkHistory(): Promise<ActionResult<Awaited<ReturnType<typeof historyDrift>>>> {
  return runAction(
    (ctx) => {
      requireAdmin(ctx.actor);
      return historyDrift();
    },
    { readOnly: true },
  );
}

/** Writes the customers' timelines again from the event log. */
export async function rebuild(): Promise<ActionResult<{ events: number }>> {
  return runAction((ctx) => rebuildHistory(ctx, { onPoison: parkPoisonRow }));
}
