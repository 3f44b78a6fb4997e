import { type ChainCheck, checkAuditPart, recordAuditCheck } from "@/server/assurance";
import { KOREA_ZONE } from "@/server/shared/airline";
import { steppedSweep } from "./sweep";

/**
 * At night in Korea: the whole chain, part by part, a step each. Each check of law L8 verifies only the newest seals. A step
 * begins where the one before it ended.
 */
export const checkAuditChainSweep = steppedSweep({
  id: "check-audit-chain",
  cron: `TZ=${KOREA_ZONE} 50 3 * * *`,
  async run(step) {
    let check: ChainCheck | null = null;
    for (let part = 1; ; part++) {
      const before: ChainCheck | null = check;
      check = await step(`check-part-${part}`, (ctx) => checkAuditPart(ctx, before));
      if (!check) return { broken: 0 };
      if (check.isDone) break;
    }
    const whole: ChainCheck = check;
    return step("record-check", async (ctx) => ({ broken: (await recordAuditCheck(ctx, whole)).length }));
  },
});
