import { formValues } from "@/components/search/search-url";
import { searchInput } from "@/server/reservation/schemas";
import { fieldErrorsOf } from "@/server/shared/parse";

/** What is wrong with the search of an address, by field: all of it at once. */
export function searchErrors(
  raw: Record<string, string>,
  { known, today }: { known: ReadonlyMap<string, unknown>; today: string },
): Record<string, string> {
  // A bare address has done nothing wrong yet.
  if (Object.keys(raw).length === 0) return {};
  const { from, to, depart } = formValues(raw);
  const { error } = searchInput.safeParse(raw);
  return {
    ...(!known.has(from) && { from: "airport" }),
    ...(!known.has(to) && { to: "airport" }),
    ...(depart !== "" && depart < today && { depart: "pastDate" }),
    ...(error && fieldErrorsOf(error)),
  };
}
