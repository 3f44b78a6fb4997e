import { z } from "zod";
import type { Change, Intent, Refund, Session } from "./model";
import type { Store } from "./store";

const won = z.number().int().positive();
const moment = z.number().int();

/** Payments that were captured before this gateway knew of them, with what was given back. */
export const knownPaymentsSchema = z.strictObject({
  payments: z
    .array(
      z.strictObject({
        session: z.string().startsWith("cs_test_"),
        intent: z.string().startsWith("pi_"),
        paymentId: z.string(),
        reservationId: z.string(),
        amount: won,
        capturedAt: moment,
        refunds: z.array(
          z.strictObject({
            id: z.string().startsWith("re_"),
            refundId: z.string(),
            amount: won,
            createdAt: moment,
          }),
        ),
      }),
    )
    .max(500),
});

type Known = z.output<typeof knownPaymentsSchema>["payments"][number];

/** The changes that make a gateway know these payments. Those that it knows already change nothing. */
export function learnPayments(store: Store, payments: readonly Known[]): Change[] {
  return payments
    .filter(({ intent }) => !store.intent.has(intent))
    .flatMap((known) => [
      { kind: "session", value: sessionOf(known) },
      { kind: "intent", value: intentOf(known) },
      ...known.refunds.map((refund): Change => ({ kind: "refund", value: refundOf(known, refund) })),
    ]);
}

function sessionOf({ session: id, intent, paymentId, reservationId, amount, capturedAt }: Known): Session {
  const metadata = { paymentId, reservationId };
  return {
    ...{ id, status: "complete", paymentStatus: "paid", intentId: intent, replyLost: false },
    ...{ lineItems: [{ name: "MSA Air", unitAmount: amount, quantity: 1 }], amountTotal: amount },
    ...{
      successUrl: "",
      cancelUrl: null,
      clientReferenceId: reservationId,
      customerEmail: null,
      locale: "ko",
    },
    ...{ metadata, intentMetadata: metadata, createdAt: capturedAt, expiresAt: capturedAt },
  };
}

const intentOf = ({ intent: id, session, paymentId, amount, capturedAt }: Known): Intent => ({
  ...{ id, sessionId: session, amount, status: "succeeded", metadata: { paymentId }, settlement: null },
  charge: { id: `ch_${id.slice(3)}`, last4: "4242", decline: null },
  createdAt: capturedAt,
});

const refundOf = (
  { intent }: Known,
  { id, refundId, amount, createdAt }: Known["refunds"][number],
): Refund => ({
  ...{
    id,
    intentId: intent,
    amount,
    status: "succeeded",
    metadata: { refundId },
    settlement: null,
    createdAt,
  },
});
