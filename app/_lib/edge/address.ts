/**
 * Addresses of this site have a few hundred characters. The head of an answer repeats the address, more than once, and
 * must not become too large.
 */
const MAX_ADDRESS_LENGTH = 4_096;

/**
 * Returns true when the path and query of an address can be read. Next answers 500 to a path that cannot be decoded, and
 * PostgreSQL refuses text with NUL.
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
