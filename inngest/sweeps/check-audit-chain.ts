import { checkAuditChain } from "@/server/assurance";
import { KOREA_ZONE } from "@/server/shared/airline";
import { sweep } from "./sweep";

/** At night in Korea: the whole chain. Each check of law L8 verifies only the newest seals. */
export const checkAuditChainSweep = sweep({
  id: "check-audit-chain",
  cron: `TZ=${KOREA_ZONE} 50 3 * * *`,
  run: async (ctx) => ({ broken: (await checkAuditChain(ctx)).length }),
});
