/** The airline this installation sells for. */
export const airline = {
  nameKo: "MSA 항공",
  nameEn: "MSA Air",
  designator: "MA",
  /** IATA accounting code: the first three digits of an e-ticket number. */
  accountingCode: "988",
  currency: "KRW",
  /** ISO code of the country within which flights are domestic. */
  homeCountry: "KR",
} as const;

/** Returns true when both ends of a flight, given as ISO country codes, are in the airline's own country. */
export const isDomestic = (originCountry: string, destinationCountry: string): boolean =>
  originCountry === airline.homeCountry && destinationCountry === airline.homeCountry;

/** The zone of Korean dates: of sales, policy rows, refund days and everything in a customer's account. */
export const KOREA_ZONE = "Asia/Seoul";

export const locales = ["ko", "en"] as const;
/** The languages of pages and messages. Korean is written first. */
export type Locale = (typeof locales)[number];
