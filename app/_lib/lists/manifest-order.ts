import { manifestSorts } from "@/server/reservation/schemas";
import { passengerTypes } from "@/server/shared/fare-terms";

/** The order and the type of passengers that an address asks for. What is not valid in it is left out. */
export const manifestOrderOf = (raw: Record<string, string>) => ({
  sort: manifestSorts.find((sort) => sort === raw.sort) ?? "name",
  type: passengerTypes.find((type) => type === raw.type),
});
