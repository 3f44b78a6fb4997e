import { locales } from "@/server/shared/airline";
import type { Airline, Customer } from "../support/airline";

/** An id, a number or a locator within a path. */
const NAME_OF_ONE = /^([0-9a-f-]{36}|\d+|[BCDFGHJKMNPQRSTVWXYZ2-9]{6})$/;

const pageOf = (address: string) =>
  (address.split("?")[0] ?? "")
    .split("/")
    .map((part) => (NAME_OF_ONE.test(part) ? "*" : part))
    .join("/");

const textsOf = (html: string, tag: string) =>
  [...html.matchAll(new RegExp(`<${tag}(?: [^>]*)?>(.*?)</${tag}>`, "gs"))].map(([, text]) => text ?? "");

/**
 * Reads the titles of pages in both languages, as their person sees them. @returns a line for each page without one title and one
 * heading, and for each title that two pages share.
 */
export async function titleFaults(
  airline: Airline,
  person: Customer | null,
  addresses: readonly string[],
): Promise<string[]> {
  const wrong: string[] = [];
  for (const locale of locales) {
    const owners = new Map<string, string>();
    for (const address of new Map(addresses.map((each) => [pageOf(each), each])).values()) {
      const html = await (await airline.fetch(person, `/${locale}${address}`)).text();
      const [titles, headings] = [textsOf(html, "title"), textsOf(html, "h1")];
      const title = titles[0] ?? "";
      if (titles.length !== 1 || !title.includes("MSA")) wrong.push(`${locale}${address}: title ${titles}`);
      if (headings.length !== 1) wrong.push(`${locale}${address}: ${headings.length} h1`);
      const owner = owners.get(title);
      if (owner && owner !== pageOf(address)) wrong.push(`${title}: ${owner} and ${pageOf(address)}`);
      owners.set(title, pageOf(address));
    }
  }
  return wrong;
}
