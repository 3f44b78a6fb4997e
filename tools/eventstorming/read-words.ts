import fs from "node:fs";
import path from "node:path";

/** The Korean words of the board: those of the admin pages, and of the glossary. */
export interface Words {
  event(name: string): string;
  policy(id: string): string;
  /** By the verb's name, or by the one action of its audit rows when they have a word in common. */
  command(name: string, actions: readonly string[]): string;
  aggregate(name: string): string;
  /** A table, `<context>.<table>`. */
  table(name: string): string;
  context(name: string): string;
}

interface AdminMessages {
  contexts: Record<string, string>;
  eventNames: Record<string, string>;
  reactionNames: Record<string, string>;
  audit: { actions: Record<string, string>; entities: Record<string, string> };
}

/** Contexts that no admin page names. */
const CONTEXTS: Readonly<Record<string, string>> = {
  history: "이용 내역",
  desk: "직원 메모",
  assurance: "감사와 운영",
};

export function readWords(root: string): Words {
  const admin = JSON.parse(
    fs.readFileSync(path.join(root, "messages/ko/admin.json"), "utf8"),
  ) as AdminMessages;
  const glossary = glossaryOf(fs.readFileSync(path.join(root, "docs/domain.md"), "utf8"));
  const { actions, entities } = admin.audit;
  return {
    event: (name) => admin.eventNames[(name.split("/")[1] ?? "").replaceAll(".", "-")] ?? "",
    policy: (id) => admin.reactionNames[id] ?? "",
    command: (name, own) => {
      const [only = "", ...others] = own;
      const isSaid =
        others.length === 0 && only.split("-").some((word) => kebab(name).split("-").includes(word));
      return actions[kebab(name)] ?? (isSaid ? (actions[only] ?? "") : "");
    },
    aggregate: (name) => entities[name] ?? "",
    table: (name) => glossary.get(name) ?? glossary.get(name.split(".")[1] ?? "") ?? "",
    context: (name) => admin.contexts[name] ?? CONTEXTS[name] ?? "",
  };
}

export const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * The Korean word of each term in code, from the glossary's rows: | 한국어 | English | `code` | … |. The first row that is about
 * the term alone counts, else the first that names it.
 */
function glossaryOf(document: string): Map<string, string> {
  const rows = [...document.matchAll(/^\| ([^|]*[가-힣][^|]*) \| [^|]* \| ([^|]*) \|/gm)].map(
    ([, korean = "", code = ""]) => ({
      korean: korean.trim(),
      terms: [...code.matchAll(/`([^`]+)`/g)].map(([, term]) => term as string),
    }),
  );
  const words = new Map<string, string>();
  for (const { korean, terms } of [...rows.filter((row) => row.terms.length === 1), ...rows])
    for (const term of terms) if (!words.has(term)) words.set(term, korean);
  return words;
}
