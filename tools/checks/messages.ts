export type Messages = { [key: string]: string | Messages };

/** What differs between two languages of one namespace: keys, placeholders, rich tags, empty texts. */
export function compareMessages(korean: Messages, english: Messages): string[] {
  const ko = flatten(korean);
  const en = flatten(english);
  const keys = [...new Set([...ko.keys(), ...en.keys()])].sort();
  return keys.flatMap((key) => {
    const [left, right] = [ko.get(key), en.get(key)];
    if (left === undefined) return [`${key} is missing in Korean`];
    if (right === undefined) return [`${key} is missing in English`];
    const problems: string[] = [];
    if (!left.trim()) problems.push(`${key} is empty in Korean`);
    if (!right.trim()) problems.push(`${key} is empty in English`);
    const [a, b] = [placeholdersOf(left), placeholdersOf(right)];
    if (a.join() !== b.join())
      problems.push(`${key}: Korean uses {${a.join(", ")}}, English {${b.join(", ")}}`);
    return problems;
  });
}

function flatten(messages: Messages, prefix = ""): Map<string, string> {
  const entries = Object.entries(messages).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[prefix + key, value]] : [...flatten(value, `${prefix}${key}.`)],
  );
  return new Map(entries);
}

/** Names of the ICU arguments and rich-text tags of a message, each once and sorted. Throws on bad braces. */
export function placeholdersOf(message: string): string[] {
  const names = new Set<string>();
  // Quoted braces are literal text; a doubled quote is a quote.
  const text = message.replaceAll(/'[{}<][^']*'/g, "");
  const end = readText(text, 0, names);
  if (end !== text.length) throw new Error(`unbalanced braces in: ${message}`);
  return [...names].sort();
}

/** Reads a text up to its closing brace (or the end), collecting what stands in it; gives where it stopped. */
function readText(text: string, from: number, names: Set<string>): number {
  let at = from;
  while (at < text.length && text[at] !== "}") {
    const tag = text[at] === "<" ? /^<([a-z]\w*)>/i.exec(text.slice(at)) : null;
    if (tag) names.add(tag[0]);
    at = text[at] === "{" ? readArgument(text, at + 1, names) : at + 1;
  }
  return at;
}

/** `{name}`, `{name, date, long}` or `{name, plural, one {…} other {…}}`, after its opening brace. */
function readArgument(text: string, from: number, names: Set<string>): number {
  const [head = "", name = "", kind = ""] = /^\s*(\w+)\s*(?:,\s*(\w+)\s*)?/.exec(text.slice(from)) ?? [];
  names.add(name);
  let at = from + head.length;
  const hasBranches = ["plural", "select", "selectordinal"].includes(kind);
  while (at < text.length && text[at] !== "}") {
    // The words before the braces (one, other, adult, …) may differ by language; what they say counts.
    at = text[at] === "{" && hasBranches ? readText(text, at + 1, names) + 1 : at + 1;
  }
  if (text[at] !== "}") throw new Error(`unbalanced braces in: ${text}`);
  return at + 1;
}
