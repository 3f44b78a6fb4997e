import { z } from "zod";
import type { findTripInput } from "@/server/reservation/views/lookup-schemas";
import { canonicalText } from "@/server/shared/text";
import { CODE_DIGITS } from "./access-rules";

export const accessCodeIdInput = z.object({ codeId: z.uuid() });

/** A code is asked for with the locator and a surname, or again with the id of the code before. */
export type IssueAccessCodeInput = z.input<typeof findTripInput> | z.input<typeof accessCodeIdInput>;

/** People type a code with spaces or hyphens, and in the wide digits of East Asian keyboards. */
const typedCode = canonicalText
  .min(1, "required")
  .max(40, "code")
  .transform((text) => text.replaceAll(/[\s-]/g, ""))
  .refine((text) => new RegExp(`^\\d{${CODE_DIGITS}}$`).test(text), "code");

export const verifyAccessCodeInput = z.object({ codeId: z.uuid(), code: typedCode });
export type VerifyAccessCodeInput = z.input<typeof verifyAccessCodeInput>;
