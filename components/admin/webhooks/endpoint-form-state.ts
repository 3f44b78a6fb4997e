import type { Refusal } from "@/components/forms/refusal";

export type EndpointValues = {
  name: string;
  url: string;
  /** ALL: also the events that are added later. */
  scope: "ALL" | "SOME";
  types: string[];
  /** The e-mail address of the account whose events alone are sent; empty for all. */
  account: string;
};

export const emptyEndpoint: EndpointValues = { name: "", url: "", scope: "ALL", types: [], account: "" };

/** The state of the form of an endpoint: what was typed, and the answer to it. */
export type EndpointFormState = {
  values: EndpointValues;
  refusal: Refusal | null;
  saved: boolean;
  /** Of a new endpoint: its id, and the secret that is shown once. */
  registered: { endpointId: string; secret: string } | null;
};

export type EndpointFormAction = (before: EndpointFormState, form: FormData) => Promise<EndpointFormState>;
