import { airline } from "@/server/shared/airline";

/** How an e-mail begins: with the member's name, as far as it is known. */
export function greetingOf(name: string | null, locale: "ko" | "en"): string {
  return locale === "ko"
    ? `${name ? `${name} ` : ""}고객님, 안녕하세요. ${airline.nameKo}입니다.`
    : `Dear ${name ?? "customer"},`;
}
