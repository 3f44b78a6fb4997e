import { randomBytes } from "node:crypto";

type Prefix = "cs_test" | "pi" | "ch" | "pm" | "re" | "evt" | "req" | "li";

/** An unguessable id in Stripe's manner, such as `cs_test_3f…` (128 random bits). */
export function newId(prefix: Prefix): string {
  return `${prefix}_${randomBytes(16).toString("hex")}`;
}
