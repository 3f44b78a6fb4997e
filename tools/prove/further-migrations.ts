import fs from "node:fs";
import path from "node:path";
import { MIGRATIONS } from "@/db/migrate";

type Journal = {
  entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[];
};

const STATEMENTS = [
  "alter table reservation.reservations add column proof_note text",
  "alter table reservation.inventory_units add column proof_number integer not null default 0",
  "alter table payment.payments add column proof_at timestamptz",
  "create table reservation.proof_notes (id uuid primary key, note text not null)",
];
const INDEX =
  "create index concurrently if not exists proof_number on reservation.inventory_units (flight_id, proof_number)";

/** Makes a folder with the migrations of this release and one of the next, which expands the hot tables. @returns it. */
export function furtherMigrations(folder: string): string {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.cpSync(MIGRATIONS, folder, { recursive: true });
  const file = path.join(folder, "meta/_journal.json");
  const journal = JSON.parse(fs.readFileSync(file, "utf8")) as Journal;
  const last = journal.entries.at(-1);
  if (!last) throw new Error("there is no migration");
  const tag = "9999_proof";
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag });
  fs.writeFileSync(file, JSON.stringify(journal));
  fs.writeFileSync(path.join(folder, `${tag}.sql`), STATEMENTS.join(";\n--> statement-breakpoint\n"));
  fs.mkdirSync(path.join(folder, "online"), { recursive: true });
  fs.writeFileSync(path.join(folder, "online/proof_number.sql"), INDEX);
  return folder;
}
