/** Ours have some hundred characters. What an address has comes back in the head of the answer, more than once. */
const MAX_ADDRESS_LENGTH = 4_096;

/**
 * Whether the path and query of an address can be read: Next answers 500 to a path that cannot be decoded, and
 * PostgreSQL refuses a text with NUL.
 */
export function isReadableAddress(address: string): boolean {
  if (address.length > MAX_ADDRESS_LENGTH) return false;
  const [path = "", query = ""] = splitOnce(address, "?");
  try {
    return !`${decodeURIComponent(path)}${query.replaceAll("%00", "\0")}`.includes("\0");
  } catch {
    return false;
  }
}

function splitOnce(text: string, sign: string): string[] {
  const at = text.indexOf(sign);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
