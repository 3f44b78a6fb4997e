import { z } from "zod";
import type { FormObject } from "./form";
import { invalidRequest, type StripeError } from "./stripe-error";

type Issue = z.core.$ZodIssue;

/** Stripe takes an empty value for an attempt to unset; nothing here can be unset. */
const text = (max = 5_000) =>
  z
    .string()
    .min(1)
    .refine((value) => value.length <= max, {
      message: `Invalid string: must be at most ${max} characters`,
      params: { code: "parameter_invalid_string" },
    });

const integer = z
  .string()
  .refine((value) => /^-?\d{1,15}$/.test(value), {
    message: "Invalid integer",
    params: { code: "parameter_invalid_integer" },
  })
  .transform(Number);

const atLeast = (minimum: number) =>
  integer.refine((value) => value >= minimum, {
    message: `This value must be greater than or equal to ${minimum}.`,
    params: { code: "parameter_invalid_integer" },
  });

const webUrl = text(5_000).refine(isWebUrl, { message: "Not a valid URL", params: { code: "url_invalid" } });

function isWebUrl(value: string): boolean {
  return /^https?:\/\//.test(value) && URL.canParse(value.replace("{CHECKOUT_SESSION_ID}", "id"));
}

/** Up to 50 keys of 40 characters with values of 500 (Stripe's limits). A list is keys 0, 1, 2 …. */
const metadata = z
  .preprocess(
    (value) => (Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : value),
    z.record(z.string().max(40), z.string().max(500)),
  )
  .refine((value) => Object.keys(value).length <= 50, { message: "Metadata can have up to 50 keys." });

const expand = (...allowed: string[]) =>
  z
    .array(
      z.string().refine((value) => allowed.includes(value), {
        error: (issue) => `This property cannot be expanded (${String(issue.input)}).`,
      }),
    )
    .default([]);

const krw = z.string().refine((value) => value.toLowerCase() === "krw", {
  message: "Invalid currency: this test gateway takes krw.",
});

const priceData = z.strictObject({
  currency: krw,
  unit_amount: atLeast(0),
  product_data: z.strictObject({
    name: text(),
    description: text().optional(),
    metadata: metadata.optional(),
  }),
});

export const createSessionParams = z.strictObject({
  mode: z.literal("payment", { error: "Invalid mode: must be payment at this test gateway." }),
  ui_mode: z.literal("hosted_page").optional(),
  payment_method_types: z.array(z.literal("card")).optional(),
  line_items: z.array(z.strictObject({ price_data: priceData, quantity: atLeast(1) })).max(100),
  success_url: webUrl,
  cancel_url: webUrl.optional(),
  client_reference_id: text(200).optional(),
  // As browsers judge an address: Zod's own pattern refuses `a&b@example.com`, which Stripe takes.
  customer_email: z.email({ pattern: z.regexes.html5Email }).optional(),
  expires_at: integer.optional(),
  locale: z.enum(["auto", "ko", "en"]).optional(),
  metadata: metadata.optional(),
  payment_intent_data: z
    .strictObject({ metadata: metadata.optional(), description: text(1_000).optional() })
    .optional(),
  expand: expand("payment_intent", "payment_intent.latest_charge", "line_items"),
});

export const sessionViewParams = z.strictObject({
  expand: expand("payment_intent", "payment_intent.latest_charge", "line_items"),
});

export const intentViewParams = z.strictObject({ expand: expand("latest_charge") });

export const createRefundParams = z.strictObject({
  payment_intent: text(),
  amount: atLeast(1).optional(),
  reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).optional(),
  metadata: metadata.optional(),
  expand: expand("payment_intent", "charge"),
});

export const refundViewParams = z.strictObject({ expand: expand("payment_intent", "charge") });

export const listRefundsParams = z.strictObject({
  payment_intent: text(),
  limit: atLeast(1)
    .refine((value) => value <= 100, { message: "This value must be less than or equal to 100." })
    .default(10),
  starting_after: text().optional(),
  ending_before: text().optional(),
  expand: expand("data.payment_intent", "data.charge"),
});

export type CreateSessionParams = z.output<typeof createSessionParams>;
export type CreateRefundParams = z.output<typeof createRefundParams>;

/** Checks parameters against a schema; what does not fit is thrown as Stripe's error for it. */
export function checkParams<T>(schema: z.ZodType<T>, params: FormObject): T {
  const parsed = schema.safeParse(params, { reportInput: true });
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues;
  throw asStripeError(issues.find((issue) => issue.code === "unrecognized_keys") ?? issues[0]);
}

function asStripeError(issue: Issue | undefined): StripeError {
  if (!issue) return invalidRequest("Invalid request.");
  const param = paramName(issue.path);
  if (issue.code === "unrecognized_keys") {
    const unknown = paramName([...issue.path, issue.keys[0] ?? ""]);
    return invalidRequest(`Received unknown parameter: ${unknown}`, "parameter_unknown", unknown);
  }
  if (issue.input === undefined) {
    return invalidRequest(`Missing required param: ${param}.`, "parameter_missing", param);
  }
  if (issue.input === "") {
    return invalidRequest(`You passed an empty string for '${param}'.`, "parameter_invalid_empty", param);
  }
  const code = issue.code === "custom" ? issue.params?.code : undefined;
  return invalidRequest(issue.message, typeof code === "string" ? code : undefined, param);
}

/** ["line_items", 0, "quantity"] → "line_items[0][quantity]" */
function paramName(path: readonly PropertyKey[]): string {
  const [first, ...rest] = path.map(String);
  return `${first ?? ""}${rest.map((part) => `[${part}]`).join("")}`;
}
