import fs from "node:fs";

/** The last lines of a log file, for messages. */
export function tailOf(file: string, lines = 20): string {
  if (!fs.existsSync(file)) return "";
  const size = fs.statSync(file).size;
  const length = Math.min(size, 64 * 1024);
  const handle = fs.openSync(file, "r");
  const buffer = Buffer.alloc(length);
  fs.readSync(handle, buffer, 0, length, size - length);
  fs.closeSync(handle);
  return buffer.toString("utf8").trimEnd().split("\n").slice(-lines).join("\n");
}
