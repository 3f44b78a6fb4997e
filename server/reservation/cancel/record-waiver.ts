import { audit } from "@/server/shared/audit";
import type { TxContext } from "@/server/shared/context";
import type { Refund } from "./refund-facts";

type Waived = Pick<Refund, "reservationId" | "waivedAmount">;

/** Records who left which sum of fees out of a change, and why, in the change's transaction. */
export async function auditWaiver(
  ctx: TxContext,
  { reservationId, waivedAmount }: Waived,
  { changeId, waiverReason }: { changeId: string; waiverReason?: string | null | undefined },
): Promise<void> {
  if (waivedAmount === 0) return;
  await audit(ctx, {
    action: "waive-fee",
    entity: "reservation",
    entityId: reservationId,
    after: { changeId, waivedAmount, reason: waiverReason ?? null },
  });
}

/** The part of an event that tells of fees left out: the sum, never the reason. */
export const waivedOf = ({ waivedAmount }: Waived): { waivedAmount?: number } =>
  waivedAmount > 0 ? { waivedAmount } : {};
