import { z } from "zod";
import { invalidRequest, type StripeError } from "./stripe-error";

type FormObject = { [key: string]: string | FormObject };

/** At most six levels, such as `line_items[0][price_data][product_data][name]`. */
const NAME = /^[^[\]]+(\[[^[\]]*\]){0,5}$/;

/**
 * Reads a form-encoded body or query with Stripe's brackets: `a[b][0][c]=v` and `a[]=v`. A list becomes an
 * object with the keys 0, 1, 2 …; the schemas make an array of it.
 */
export function parseForm(encoded: string): FormObject {
  const root: FormObject = Object.create(null);
  for (const [name, value] of new URLSearchParams(encoded)) {
    if (!NAME.test(name)) throw invalidRequest(`Invalid parameter name: ${name}`, "parameter_unknown", name);
    const path = name.replaceAll("]", "").split("[");
    const last = path.pop() ?? "";
    let node = root;
    for (const part of path) {
      node[part] ??= Object.create(null) as FormObject;
      const next = node[part];
      if (typeof next === "string") throw invalidRequest(`Invalid object: ${name}`, undefined, name);
      node = next;
    }
    const key = last === "" ? String(Object.keys(node).length) : last;
    if (key in node) throw invalidRequest(`Received ${name} more than once.`, undefined, name);
    node[key] = value;
  }
  return root;
}

/** Stripe takes an empty value for an attempt to unset; nothing here can be unset. */
const text = z.string().min(1).max(5_000);
const integer = z
  .string()
  .regex(/^\d{1,15}$/, "Invalid integer")
  .transform(Number);
const atLeastOne = integer.refine((value) => value >= 1, "This value must be greater than or equal to 1.");
const webUrl = text.refine(
  (value) => /^https?:\/\//.test(value) && URL.canParse(value.replace("{CHECKOUT_SESSION_ID}", "id")),
  "Not a valid URL",
);
/** Within Stripe's limits. */
const metadata = z.record(z.string().max(40), z.string().max(500));
const list = <T extends z.ZodType>(entry: T) =>
  z.preprocess((value) => (typeof value === "object" ? Object.values(value ?? {}) : value), z.array(entry));

export const createSessionParams = z.strictObject({
  mode: z.literal("payment", { error: "Invalid mode: this test gateway takes payment." }),
  line_items: list(
    z.strictObject({
      price_data: z.strictObject({
        currency: z.literal("krw", { error: "Invalid currency: this test gateway takes krw." }),
        unit_amount: integer,
        product_data: z.strictObject({ name: text }),
      }),
      quantity: atLeastOne,
    }),
  ),
  success_url: webUrl,
  cancel_url: webUrl.optional(),
  client_reference_id: text.max(200).optional(),
  // As browsers judge an address: Zod's own pattern refuses `a&b@example.com`, which Stripe takes.
  customer_email: z.email({ pattern: z.regexes.html5Email }).optional(),
  expires_at: integer.optional(),
  locale: z.enum(["auto", "ko", "en"]).optional(),
  metadata: metadata.optional(),
  payment_intent_data: z.strictObject({ metadata: metadata.optional() }).optional(),
});

export const noParams = z.strictObject({});
export const retrieveSessionParams = z.strictObject({
  expand: list(
    z.literal("payment_intent", {
      error: (issue) => `This property cannot be expanded (${String(issue.input)}).`,
    }),
  ).optional(),
});
export const createRefundParams = z.strictObject({
  payment_intent: text,
  amount: atLeastOne.optional(),
  metadata: metadata.optional(),
});
const pageParams = {
  limit: atLeastOne.refine((value) => value <= 100, "This value must be at most 100.").default(10),
  starting_after: text.optional(),
};
const created = z.strictObject({ gte: integer.optional() }).optional();
export const listRefundsParams = z.strictObject({
  payment_intent: text.optional(),
  created,
  ...pageParams,
});
export const listSessionsParams = z.strictObject({
  created,
  status: z.enum(["open", "complete", "expired"]).optional(),
  ...pageParams,
});

export type CreateSessionParams = z.output<typeof createSessionParams>;
export type CreateRefundParams = z.output<typeof createRefundParams>;

/** Checks parameters against a schema. @throws StripeError, as Stripe answers, for the first that does not fit. */
export function checkParams<T>(schema: z.ZodType<T>, params: object): T {
  const parsed = schema.safeParse(params, { reportInput: true });
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  throw asStripeError(issues.find((issue) => issue.code === "unrecognized_keys") ?? issues[0]);
}

function asStripeError(issue: z.core.$ZodIssue | undefined): StripeError {
  if (!issue) return invalidRequest("Invalid request.");
  if (issue.code === "unrecognized_keys") {
    const unknown = paramName([...issue.path, issue.keys[0] ?? ""]);
    return invalidRequest(`Received unknown parameter: ${unknown}`, "parameter_unknown", unknown);
  }
  const param = paramName(issue.path);
  if (issue.input === undefined)
    return invalidRequest(`Missing required param: ${param}.`, "parameter_missing", param);
  if (issue.input === "")
    return invalidRequest(`You passed an empty string for '${param}'.`, "parameter_invalid_empty", param);
  return invalidRequest(issue.message, undefined, param);
}

/** ["line_items", 0, "quantity"] → "line_items[0][quantity]" */
const paramName = ([first = "", ...rest]: readonly PropertyKey[]): string =>
  `${String(first)}${rest.map((part) => `[${String(part)}]`).join("")}`;
