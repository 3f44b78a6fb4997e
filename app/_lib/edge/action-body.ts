import type { IncomingHttpHeaders } from "node:http";

/**
 * Checks the shape of a server action's request before React decodes it. Next answers 500 to a body that React cannot
 * decode, and logs a fault. Only plain values and form data pass: our own forms and calls send nothing else.
 */

const MAX_ARGUMENTS = 8;
const MAX_DEPTH = 12;
/** In React's encoding text that begins with $ has a meaning. Only the meanings that our own calls use may pass. */
const plainText = /^(?:[^$]|\$\$|\$undefined$|\$D\d{4}-|$)/s;
const actionId = /^[0-9a-f]{42}$/;
const formReference = /^\$K[0-9a-f]{1,4}$/;

/** Returns true when Next would read the request as a call of a server action. */
export function isActionRequest(method: string | undefined, headers: IncomingHttpHeaders): boolean {
  if (method !== "POST") return false;
  return headers["next-action"] !== undefined || isMultipart(headers);
}

/** Returns false when React could not decode the body, or when none of our forms and calls would send it. */
export async function isWellFormedAction(headers: IncomingHttpHeaders, body: Buffer): Promise<boolean> {
  const called = headers["next-action"];
  if (called !== undefined && !actionId.test(String(called))) return false;
  if (!isMultipart(headers)) return called === undefined || areArguments(body.toString());
  const form = await formOf(headers["content-type"] ?? "", body);
  if (!form) return false;
  return called === undefined ? isPlainForm(form) : areArguments(form.get("0"));
}

const isMultipart = (headers: IncomingHttpHeaders) =>
  headers["content-type"]?.toLowerCase().startsWith("multipart/form-data") ?? false;

async function formOf(contentType: string, body: Buffer): Promise<FormData | null> {
  try {
    const headers = { "content-type": contentType };
    return await new Request("http://form", {
      method: "POST",
      headers,
      body: new Uint8Array(body),
    }).formData();
  } catch {
    return null;
  }
}

/** A form that was sent without JavaScript: its fields, the action's id, and sometimes bound arguments. */
function isPlainForm(form: FormData): boolean {
  for (const name of form.keys()) {
    if (!name.startsWith("$ACTION_")) continue;
    const [, reference] = /^\$ACTION_REF_(\w{1,8})$/.exec(name) ?? [];
    if (reference !== undefined && !isBoundAction(form, reference)) return false;
    const known = /^\$ACTION_(?:ID_[0-9a-f]{42}|REF_\w{1,8}|\w{1,8}:\d{1,2}|KEY)$/.test(name);
    if (!known || typeof form.get(name) !== "string") return false;
  }
  return true;
}

/** `$ACTION_1:0` names the action; `$ACTION_1:1` holds its bound arguments. */
function isBoundAction(form: FormData, reference: string): boolean {
  const action = jsonOf(form.get(`$ACTION_${reference}:0`)) as { id?: unknown; bound?: unknown } | undefined;
  if (typeof action !== "object" || action === null || typeof action.id !== "string") return false;
  if (action.bound === null) return true;
  return action.bound === "$@1" && areArguments(form.get(`$ACTION_${reference}:1`));
}

function areArguments(text: FormDataEntryValue | null): boolean {
  const values = jsonOf(text);
  return Array.isArray(values) && values.length <= MAX_ARGUMENTS && values.every((each) => isPlain(each, 0));
}

function isPlain(value: unknown, depth: number): boolean {
  if (typeof value === "string") return plainText.test(value) || (depth === 0 && formReference.test(value));
  if (typeof value !== "object" || value === null) return true;
  return depth < MAX_DEPTH && Object.values(value).every((each) => isPlain(each, depth + 1));
}

function jsonOf(text: FormDataEntryValue | null): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
