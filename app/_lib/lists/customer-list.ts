import { cut } from "@/app/[locale]/admin/_lib/params";
import { customerSorts } from "@/server/flows/customers-view";
import { askedOrder } from "./list-address";

/** The list of customers that an address asks for. */
export function customerListOf(raw: Record<string, string>) {
  const q = cut(raw.q ?? "", 100);
  return { q, ...askedOrder(raw, customerSorts, { sort: "joined", descending: true }) };
}
