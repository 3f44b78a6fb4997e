import { eq } from "drizzle-orm";
import { adjustments } from "@/db/schema/mileage";
import { audit } from "@/server/shared/audit";
import {
  databaseNow,
  type RequestContext,
  requirePermission,
  type TxContext,
  transaction,
} from "@/server/shared/context";
import { AppError } from "@/server/shared/errors";
import { event, recordEvents } from "@/server/shared/outbox";
import { parse } from "@/server/shared/parse";
import { expiresAt } from "./domain/accrual";
import { mileageAdjusted } from "./events";
import { type AdjustMilesInput, adjustMilesInput } from "./schemas";
import { writeLedgerEntries } from "./write-ledger-entries";

type Adjustment = Omit<AdjustMilesInput, "key"> & { id: string; adjustedBy: string; adjustedByEmail: string };

/**
 * Gives miles to a customer, or takes them, by hand. They can be used at once and are valid as long as miles of a flight
 * that arrives now; they do not count for the tier. The same key a second time books nothing. The customer is told by
 * event, without the reason.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN; INVALID_INPUT, also when the balance would fall below zero and for one's
 *   own account; CONFLICT when the key was used for another adjustment.
 */
export async function adjustMiles(ctx: RequestContext, input: AdjustMilesInput): Promise<void> {
  const member = requirePermission(ctx.actor, "miles.adjust");
  const { key: id, ...wanted } = parse(adjustMilesInput, input);
  if (wanted.memberId === member.id) refuseField("miles", "ownMiles");
  const adjustment = { id, ...wanted, adjustedBy: member.id, adjustedByEmail: member.email };
  await transaction({ ...ctx, correlationId: id }, async (tx) => {
    if (!(await storeAdjustment(tx, adjustment))) return;
    const balanceMiles = await bookAdjustment(tx, adjustment);
    const { memberId, miles } = adjustment;
    await audit(tx, {
      action: "adjust-miles",
      entity: "mileage-account",
      entityId: memberId,
      before: { balanceMiles: balanceMiles - miles },
      // Not the reason: nothing is ever erased from the audit log, and a reason may name somebody.
      after: { balanceMiles, miles, adjustmentId: id },
    });
    const data = { memberId, adjustmentId: id, deltaMiles: miles, balanceMiles };
    await recordEvents(tx, [event(mileageAdjusted, data, { id, correlationId: id })]);
  });
}

/** @returns false when the same adjustment was stored before. @throws AppError CONFLICT when another one was. */
async function storeAdjustment({ tx }: TxContext, adjustment: Adjustment): Promise<boolean> {
  const stored = await tx
    .insert(adjustments)
    .values(adjustment)
    .onConflictDoNothing()
    .returning({ id: adjustments.id });
  if (stored.length > 0) return true;
  const [known] = await tx.select().from(adjustments).where(eq(adjustments.id, adjustment.id));
  const isSame =
    known?.memberId === adjustment.memberId &&
    known.miles === adjustment.miles &&
    known.reason === adjustment.reason &&
    known.adjustedBy === adjustment.adjustedBy;
  if (!isSame) throw new AppError("CONFLICT");
  return false;
}

/** Writes the ledger entry and moves the balance. @returns the new balance in miles. */
async function bookAdjustment(ctx: TxContext, { id, memberId, miles }: Adjustment): Promise<number> {
  const now = await databaseNow(ctx.tx);
  const entry = {
    ...{ id, memberId, kind: "ADJUSTMENT" as const, miles, eventId: id },
    ...{ usableFrom: now, expiresAt: expiresAt(now) },
  };
  const written = (await writeLedgerEntries(ctx, [{ eventId: id, memberId, entries: [entry] }])).get(id);
  if (!written) throw new Error(`the ledger has an entry ${id} already`);
  // The account's row is locked since its balance was moved: of two deductions the second sees what the first left.
  if (miles < 0 && written.balanceMiles < 0) refuseField("miles", "balanceBelowZero");
  return written.balanceMiles;
}

function refuseField(field: string, key: string): never {
  throw new AppError("INVALID_INPUT", { fieldErrors: { [field]: key } });
}
