import { createHash, createHmac, randomInt, timingSafeEqual } from "node:crypto";
import { env } from "@/server/shared/env";
import { CODE_DIGITS } from "./access-rules";

/** A new random code, with leading zeros. */
export const randomCode = (): string => String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, "0");

/**
 * The hash of a code that is stored. Its key is the site's secret: a plain hash of six digits would be found by trying
 * them all.
 */
export const hashCode = (codeId: string, code: string): string =>
  createHmac("sha256", env().NEXTAUTH_SECRET).update(`access-code:${codeId}:${code}`).digest("hex");

/** Compares two hashes in a time that does not depend on where they differ. */
export const isSameHash = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** The hash of a contact address. The same in SQL: `contactHash` in predicates.ts. */
export const hashContact = (email: string): string =>
  createHash("sha256").update(email, "utf8").digest("hex");
