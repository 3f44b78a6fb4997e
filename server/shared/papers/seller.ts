import { airline, type Locale } from "@/server/shared/airline";
import { businessOf } from "@/server/shared/business-env";
import { env } from "@/server/shared/env";

/** The business data of the airline (전자상거래법 제10조) on a paper. */
export type Seller = {
  name: string;
  representative?: string;
  address?: string;
  phone?: string;
  email?: string;
  registration?: string;
  mailOrder?: string;
};

/**
 * Who sells, as the foot of each page says it. Example data stays off a paper, which is kept and handed on without the
 * note that the pages have: the airline's name alone stands there.
 */
export function sellerFacts(locale: Locale, given: Parameters<typeof businessOf>[0] = env()): Seller {
  const { isExample, registrationNumber, mailOrderNumber, hosting: _, ...facts } = businessOf(given);
  if (isExample) return { name: locale === "ko" ? airline.nameKo : airline.nameEn };
  return { ...facts, registration: registrationNumber, mailOrder: mailOrderNumber };
}
