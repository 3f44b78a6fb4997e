export type Language = "ko" | "en";

/** The language that was asked for, or the browser's preferred one of ours; otherwise Korean. */
export function chooseLanguage(
  locale: string | null | undefined,
  acceptLanguage: string | undefined,
): Language {
  if (locale === "ko" || locale === "en") return locale;
  const preferred = (acceptLanguage ?? "")
    .split(",")
    .map((entry) => {
      const [tag = "", ...parameters] = entry.trim().toLowerCase().split(";");
      const quality = parameters.map((part) => /^\s*q=([\d.]+)$/.exec(part)?.[1]).find(Boolean);
      return { language: tag.split("-")[0], quality: Number(quality ?? 1) };
    })
    .filter((entry) => (entry.language === "ko" || entry.language === "en") && entry.quality > 0)
    .sort((one, other) => other.quality - one.quality);
  return preferred[0]?.language === "en" ? "en" : "ko";
}
