import chosen from "./client-messages.json";
import type { Messages } from "./messages";

/** A page or layout whose client components read messages, by its path in the project. */
export type MessageEntry = keyof typeof chosen;

type Tree = { [key: string]: string | Tree };

/** The messages that the client components of an entry read and no layout above it has sent. */
export function clientMessages(entry: MessageEntry, all: Messages): Partial<Messages> {
  const picked: Tree = {};
  for (const path of chosen[entry]) {
    const names = path.split(".");
    const last = names.pop() as string;
    let from = all as unknown as Tree;
    let to = picked;
    for (const name of names) {
      from = from[name] as Tree;
      to[name] ??= {};
      to = to[name] as Tree;
    }
    to[last] = from[last] as string;
  }
  return picked as Partial<Messages>;
}
