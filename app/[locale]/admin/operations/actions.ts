"use server";

import { type ActionResult, runAction } from "@/app/_lib/actions/action";
import { sendMessages } from "@/inngest/relay/publish-events";
import { parkPoisonRow, type ReplayedEvent, replayDeadLetter } from "@/server/assurance";
import { PARKED_NOTICE, replayNotice } from "@/server/flows/take-notice";
import { rebuildHistory } from "@/server/history";
import { historyDrift } from "@/server/history/queries";
import type { HistoryDrift } from "@/server/history/schemas";

/** Replays the event of a dead letter. */
export async function replay(deadLetterId: string): Promise<ActionResult<void>> {
  return runAction((ctx) => replayDeadLetter(ctx, { deadLetterId }, replayEvent), {
    revalidate: ["/[locale]/admin/operations"],
  });
}

/** A notice of the payment provider is handled here. All other events go to the event engine. */
const replayEvent = (event: ReplayedEvent): Promise<void> =>
  event.name === PARKED_NOTICE ? replayNotice(event) : sendMessages([event]);

/** Compares the customers' timelines with the event log. */
export async function checkHistory(): Promise<ActionResult<HistoryDrift>> {
  return runAction(historyDrift, { readOnly: true });
}

/** Writes the customers' timelines again from the event log. */
export async function rebuild(): Promise<ActionResult<{ events: number }>> {
  return runAction((ctx) => rebuildHistory(ctx, { onPoison: parkPoisonRow }));
}
