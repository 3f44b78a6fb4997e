import type { Refusal } from "@/components/forms/refusal";
import { DEFAULT_REQUESTS_PER_MINUTE, type NewSecret } from "@/server/platform/schemas";

/** What was entered for a client, as typed. `email`: only where a client is registered. */
export type ClientValues = {
  name: string;
  email: string;
  requestsPerMinute: string;
  /** Empty: as for everybody. */
  unpaidHolds: string;
  holdsPerHour: string;
  scopes: string[];
};

export const emptyClient: ClientValues = {
  name: "",
  email: "",
  requestsPerMinute: String(DEFAULT_REQUESTS_PER_MINUTE),
  unpaidHolds: "",
  holdsPerHour: "",
  scopes: [],
};

/** The values of a form that got no answer. */
export const typedClient = (form: FormData): ClientValues => ({
  name: String(form.get("name") ?? ""),
  email: String(form.get("email") ?? ""),
  requestsPerMinute: String(form.get("requestsPerMinute") ?? ""),
  unpaidHolds: String(form.get("unpaidHolds") ?? ""),
  holdsPerHour: String(form.get("holdsPerHour") ?? ""),
  scopes: form.getAll("scopes").map(String),
});

/** The refusal of a form that got no answer. */
export const noAnswer: Refusal = { ok: false, code: "UNAVAILABLE" };

/** The state of the form that registers a client. `made`: the new client with its secret, shown this once. */
export type RegisterState = { values: ClientValues; refusal: Refusal | null; made: NewSecret | null };
export type RegisterAction = (before: RegisterState, form: FormData) => Promise<RegisterState>;

/** The state of the form that changes a client. `done` counts the changes: each shows the confirmation anew. */
export type ChangeState = { values: ClientValues; refusal: Refusal | null; done: number };
export type ChangeAction = (before: ChangeState, form: FormData) => Promise<ChangeState>;
