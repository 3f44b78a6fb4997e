const PERSONAL = /(email|phone|birth|contact|address|passport)/i;
const KEPT = 2;

/** A text of which only the first two characters can be read; of an e-mail address also the domain. */
export function masked(text: string): string {
  const [local = "", domain] = text.split("@");
  return `${local.slice(0, KEPT)}***${domain === undefined ? "" : `@${domain}`}`;
}

/** Masks every text and number below a field whose name says that it holds personal data. Other values stay. */
export function withoutPersonalData(value: unknown, isPersonal = false): unknown {
  if (Array.isArray(value)) return value.map((each) => withoutPersonalData(each, isPersonal));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [
        name,
        withoutPersonalData(each, isPersonal || PERSONAL.test(name)),
      ]),
    );
  if (!isPersonal || value === null || typeof value === "boolean") return value;
  return masked(String(value));
}
