"use server";

import { type ActionResult, runAction } from "@/app/_lib/action";
import { sendMessages } from "@/inngest/messages";
import { rebuildHistory } from "@/server/history";
import { historyDrift } from "@/server/history/queries";
import { parkPoisonRow, replayDeadLetter } from "@/server/operations";
import { requireAdmin } from "@/server/shared/context";

/** Plays the event of a dead letter again. */
export async function replay(deadLetterId: string): Promise<ActionResult<void>> {
  return runAction((ctx) => replayDeadLetter(ctx, { deadLetterId }, (event) => sendMessages([event])), {
    revalidate: ["/[locale]/admin/operations"],
  });
}

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
