import { desc, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { policies } from "@/db/schema/reservation";
import type { FareBrandRule } from "@/server/reservation/domain/fare-brand";
import {
  type ConnectionPolicies,
  type CutoffPolicies,
  type HoldCapPolicies,
  type NameCorrectionPolicies,
  type PassengerPolicies,
  type PricingPolicies,
  type RefundPolicies,
  requireRow,
} from "@/server/reservation/domain/policy-rows";
import type { TxContext } from "@/server/shared/context";
import type { FareBrand } from "@/server/shared/fare-terms";
import { withReservedConnections } from "@/server/shared/pool";

/** All rules of sale, one document per kind. Each row has its own dates. */
export type SalePolicies = {
  FARE_BRANDS: readonly FareBrandRule[];
  PRICING: PricingPolicies;
  REFUND: RefundPolicies;
  CUTOFFS: CutoffPolicies;
  CONNECTIONS: ConnectionPolicies;
  HOLD_CAPS: HoldCapPolicies;
  PASSENGERS: PassengerPolicies;
  NAME_CORRECTIONS: NameCorrectionPolicies;
};

const CACHE_MS = 30_000;
let cached: { url: string | undefined; until: number; value: Promise<SalePolicies> } | undefined;

/** The rules of sale, cached for 30 s. Rows are dated, so a process knows a change before it comes into force. */
export function salePolicies(): Promise<SalePolicies> {
  const url = process.env.DATABASE_URL;
  if (!cached || cached.until < performance.now() || cached.url !== url) {
    // A payment in progress may wait for them, so that they must not stand behind searches.
    const value = withReservedConnections(readPolicies);
    cached = { url, until: performance.now() + CACHE_MS, value };
    value.catch(() => {
      cached = undefined;
    });
  }
  return cached.value;
}

async function readPolicies(): Promise<SalePolicies> {
  const rows = await database()
    .selectDistinctOn([policies.kind], { kind: policies.kind, rules: policies.rules })
    .from(policies)
    .where(sql`${policies.validFrom} <= current_date`)
    .orderBy(policies.kind, desc(policies.validFrom));
  const byKind = new Map(rows.map((r) => [r.kind, r.rules]));
  const rules = <K extends keyof SalePolicies>(kind: K): SalePolicies[K] => {
    const found = byKind.get(kind);
    if (!found) throw new Error(`No policies of kind ${kind}: seed the database`);
    return found as SalePolicies[K];
  };
  return {
    FARE_BRANDS: rules("FARE_BRANDS"),
    PRICING: rules("PRICING"),
    REFUND: rules("REFUND"),
    CUTOFFS: rules("CUTOFFS"),
    CONNECTIONS: rules("CONNECTIONS"),
    HOLD_CAPS: rules("HOLD_CAPS"),
    PASSENGERS: rules("PASSENGERS"),
    NAME_CORRECTIONS: rules("NAME_CORRECTIONS"),
  };
}

/** Stores the rules that apply from `validFrom`, in place of rules stored for the same day before. */
export async function storePolicies(
  ctx: TxContext,
  validFrom: string,
  value: Partial<SalePolicies>,
): Promise<void> {
  await ctx.tx
    .insert(policies)
    .values(Object.entries(value).map(([kind, rules]) => ({ kind, validFrom, rules })))
    .onConflictDoUpdate({
      target: [policies.kind, policies.validFrom],
      set: { rules: sql`excluded.rules` },
    });
  cached = undefined;
}

/** The rule of a brand on a day. Throws MissingPolicyError. */
export const brandRule = (rules: readonly FareBrandRule[], brand: FareBrand, date: string): FareBrandRule =>
  requireRow(rules, date, `rule for brand ${brand}`, (rule) => rule.brand === brand);
