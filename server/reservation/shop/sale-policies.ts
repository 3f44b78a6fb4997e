import { desc, sql } from "drizzle-orm";
import { database } from "@/db/client";
import { policies } from "@/db/schema/reservation";
import type { FareBrand, FareBrandRule } from "@/server/reservation/domain/fare-brand";
import type {
  ConnectionPolicies,
  CutoffPolicies,
  HoldCapPolicies,
  PassengerPolicies,
  PricingPolicies,
  RefundPolicies,
} from "@/server/reservation/domain/policy-rows";
import type { TxContext } from "@/server/shared/context";

/** All rules of sale, as one document per kind; their rows carry their own dates. */
export type SalePolicies = {
  FARE_BRANDS: readonly FareBrandRule[];
  PRICING: PricingPolicies;
  REFUND: RefundPolicies;
  CUTOFFS: CutoffPolicies;
  CONNECTIONS: ConnectionPolicies;
  HOLD_CAPS: HoldCapPolicies;
  PASSENGERS: PassengerPolicies;
};

const CACHE_MS = 30_000;
let cached: { url: string | undefined; until: number; value: Promise<SalePolicies> } | undefined;

/** The rules in force, read again every 30 s. They are dated, so a change is known before it counts. */
export function salePolicies(): Promise<SalePolicies> {
  const url = process.env.DATABASE_URL;
  if (!cached || cached.until < Date.now() || cached.url !== url) {
    const value = readPolicies();
    cached = { url, until: Date.now() + CACHE_MS, value };
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
  };
}

/** Stores the rules that hold from `validFrom` on; an earlier version of that day is replaced. */
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

/** The rule of a brand on a day. @throws Error when the brand is unknown: a fault in the tables. */
export function brandRule(rules: readonly FareBrandRule[], brand: FareBrand, date: string): FareBrandRule {
  const rule = rules.find(
    (r) => r.brand === brand && r.validFrom <= date && (r.validTo === null || date <= r.validTo),
  );
  if (!rule) throw new Error(`No rule for brand ${brand} on ${date}`);
  return rule;
}
