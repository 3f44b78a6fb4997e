/** The airline this installation sells for. */
export const airline = {
  nameKo: "MSA 항공",
  nameEn: "MSA Air",
  designator: "MA",
  /** IATA accounting code: the first three digits of an e-ticket number. */
  accountingCode: "988",
  currency: "KRW",
} as const;

export const locales = ["ko", "en"] as const;
