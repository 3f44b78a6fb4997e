import { formOf, textField } from "@/app/_lib/actions/form";
import type { ClientValues } from "@/components/admin/clients/client-form";
import { scopeNames } from "@/server/platform/schemas";
import { canonical } from "@/server/shared/canonical";

/** What a form about a client has, as typed. Scopes that there are not are dropped. */
export function clientValuesOf(sent: unknown): ClientValues {
  const form = formOf(sent);
  const chosen = form.getAll("scopes");
  return {
    name: textField(form, "name"),
    email: textField(form, "email"),
    requestsPerMinute: textField(form, "requestsPerMinute"),
    unpaidHolds: textField(form, "unpaidHolds"),
    holdsPerHour: textField(form, "holdsPerHour"),
    scopes: scopeNames.filter((scope) => chosen.includes(scope)),
  };
}

/** The same as the input of a verb. A limit that is no whole number stays wrong. */
export const clientInputOf = (values: ClientValues) => ({
  name: values.name,
  scopes: scopeNames.filter((scope) => values.scopes.includes(scope)),
  requestsPerMinute: wholeNumber(values.requestsPerMinute) as number,
  unpaidHolds: wholeNumber(values.unpaidHolds) ?? null,
  holdsPerHour: wholeNumber(values.holdsPerHour) ?? null,
});

/** The typed number; undefined when nothing was typed, a fraction for text that is no whole number. */
function wholeNumber(typed: string): number | undefined {
  const digits = canonical(typed).replaceAll(/[,\s]/g, "");
  if (digits === "") return undefined;
  return /^\d{1,15}$/.test(digits) ? Number(digits) : 0.5;
}
