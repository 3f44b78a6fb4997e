import fs from "node:fs";
import path from "node:path";
import type { NeededMessages } from "./needed-messages";

/** The entries of the app that need messages and do not send their own, a sentence each. */
export function unsentMessages(root: string, needed: NeededMessages): string[] {
  return Object.entries(needed).flatMap(([entry, messages]) => {
    const text = fs.readFileSync(path.join(root, entry), "utf8");
    const sends = /(?:withClientMessages\(\s*|<ClientMessages of=)"([^"]+)"/.exec(text)?.[1] === entry;
    if (messages.length > 0 && !sends) return [`${entry} has to send its messages: see withClientMessages`];
    if (messages.length === 0 && sends) return [`${entry} sends messages that nobody needs`];
    return [];
  });
}
