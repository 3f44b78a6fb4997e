import fs from "node:fs";
import path from "node:path";
import { isWholeBackup } from "./manifest";

/** No backup takes that long: one that is older and has no manifest was cut off. */
const CUT_OFF_AFTER_MS = 24 * 3_600_000;

/**
 * Returns the folders that `npm run backup` has made below `parent` and that may go: whole backups beyond the newest `count`,
 * and what is left of backups that were cut off. Other folders are nobody's business.
 */
export function oldBackups(parent: string, count: number, now = new Date()): string[] {
  // Their names sort by time.
  const made = fs
    .readdirSync(parent)
    .filter((name) => /^msa-air-\d{8}T\d{6}Z$/.test(name))
    .sort()
    .map((name) => path.join(parent, name));
  const cutOff = made.filter(
    (folder) => !isWholeBackup(folder) && now.getTime() - madeAt(folder) > CUT_OFF_AFTER_MS,
  );
  return [...made.filter(isWholeBackup).slice(0, -count), ...cutOff];
}

const madeAt = (folder: string): number =>
  Date.parse(folder.slice(-16).replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
