/** Messages by their names, nested. A message that the build has parsed is a list. */
export type MessageTree = { readonly [name: string]: unknown };

const isTree = (value: unknown): value is MessageTree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Both trees in one. Where both have a message, `inner` counts. */
export function mergeMessages(outer: MessageTree, inner: MessageTree): MessageTree {
  const merged: Record<string, unknown> = { ...outer };
  for (const [name, value] of Object.entries(inner)) {
    const known = merged[name];
    merged[name] = isTree(known) && isTree(value) ? mergeMessages(known, value) : value;
  }
  return merged;
}
