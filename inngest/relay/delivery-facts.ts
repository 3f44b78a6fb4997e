import { consumersOf } from "@/inngest/subscriptions";
import { capturedPayment } from "@/server/reservation/contracts";
import { decidedPayments } from "@/server/reservation/queries";
import { systemContext } from "@/server/shared/context";
import type { Delivery } from "@/server/shared/deliveries";
import type { OutboxRow } from "@/server/shared/outbox";

const DECIDES = "decide-payment-on-payment-captured";

/**
 * The deliveries that the functions of the engine still have to make about events. The webhook and the return page decide
 * about a payment at once; a captured payment that is decided needs no run.
 */
export async function deliveriesOf(rows: readonly OutboxRow[]): Promise<Delivery[]> {
  const payments = new Map(rows.flatMap((row) => paymentOf(row)));
  const decided =
    payments.size > 0
      ? await decidedPayments(systemContext("relay"), [...payments.values()])
      : new Set<string>();
  const isDone = (row: OutboxRow, consumer: string) =>
    consumer === DECIDES && decided.has(payments.get(row.id) ?? "");
  return rows.flatMap((row) =>
    consumersOf(row.name)
      .filter((consumer) => !isDone(row, consumer))
      .map((consumer) => ({ eventId: row.id, consumer })),
  );
}

function paymentOf(row: OutboxRow): [eventId: string, paymentId: string][] {
  if (row.name !== capturedPayment.name) return [];
  const data = capturedPayment.data.safeParse(row.data);
  return data.success ? [[row.id, data.data.paymentId]] : [];
}
