import type { FareBrandRule } from "./fare-brand";

/**
 * Returns the rule that holds for a flight after a change: that of the new brand, with the stricter conditions of the two
 * for giving it up. Otherwise a change would make a fare refundable that was sold as not refundable.
 */
export function ruleAfterChange(old: FareBrandRule, instead: FareBrandRule): FareBrandRule {
  return {
    ...instead,
    refundable: old.refundable && instead.refundable,
    changeFeeKrw: {
      DOMESTIC: Math.max(old.changeFeeKrw.DOMESTIC, instead.changeFeeKrw.DOMESTIC),
      INTERNATIONAL: Math.max(old.changeFeeKrw.INTERNATIONAL, instead.changeFeeKrw.INTERNATIONAL),
    },
  };
}
