import { maskText, type PersonalData } from "@/server/shared/personal-data";

/** Names of fields with personal data. `q` and `person` are what staff searched for when they exported a list. */
const PERSONAL = /email|phone|birth|contact|address|passport|nationality|^(?:q|person)$/i;

/** The value of a field whose name says that it holds personal data, as these staff see it. */
export function shownValue(field: string, text: string, personal: PersonalData): string {
  if (personal.isFull) return text;
  if (text.includes("@")) return personal.email(text);
  if (/phone/i.test(field)) return personal.phone(text);
  return /birth/i.test(field) ? personal.birthDate(text) : maskText(text);
}

/** Masks every text and number below a field whose name says that it holds personal data. Other values stay. */
export function withoutPersonalData(value: unknown, personal: PersonalData, field = ""): unknown {
  if (Array.isArray(value)) return value.map((each) => withoutPersonalData(each, personal, field));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [
        name,
        withoutPersonalData(each, personal, PERSONAL.test(name) ? name : field),
      ]),
    );
  if (field === "" || value === null || typeof value === "boolean") return value;
  return shownValue(field, String(value), personal);
}
