import { openApiDocument } from "@/app/_lib/rest/document";
import { holdCapPolicies } from "@/tools/seed/data/hold-caps";
import { apiExamples } from "./api-examples";
import type { Json } from "./document-schemas";

const newest = (rows: readonly { limit: number; validFrom: string }[]): number =>
  rows.toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0]?.limit ?? 0;

/** The document that is committed and served: with examples, and with the caps that a new airline begins with. */
export function apiDocument(): Json {
  const { holdsPerCustomer, holdsPerHour, holdsPerAddress } = holdCapPolicies;
  return openApiDocument(apiExamples(), {
    holdsPerCustomer: newest(holdsPerCustomer),
    holdsPerHour: newest(holdsPerHour),
    holdsPerAddress: newest(holdsPerAddress),
  });
}
