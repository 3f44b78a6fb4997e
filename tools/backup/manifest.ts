import fs from "node:fs";
import path from "node:path";
import { z } from "zod";

/** The form of the files; a reader refuses another one. */
const FORMAT = 1;

const FILE = "manifest.json";

const tableShape = z.object({
  schema: z.string(),
  name: z.string(),
  columns: z.array(z.string()).min(1),
  rows: z.number().int().min(0),
  /** The file with the rows: PostgreSQL's text form of COPY, gzipped. */
  file: z.string().regex(/^[a-z_]+\.[a-z_]+\.copy\.gz$/),
  /** Of the file, in hexadecimal digits. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type BackedUpTable = z.output<typeof tableShape>;

const manifestShape = z.object({
  format: z.literal(FORMAT),
  /** The moment of the snapshot, by the database's clock. */
  takenAt: z.iso.datetime({ offset: true }),
  postgres: z.string(),
  /** The newest migration of the database: `when` of db/migrations/meta/_journal.json. */
  migration: z.number().int(),
  /** In an order in which a row comes after the rows that it refers to. */
  tables: z.array(tableShape).min(1),
  sequences: z.array(
    z.object({
      schema: z.string(),
      name: z.string(),
      value: z.string().regex(/^-?\d+$/),
      called: z.boolean(),
    }),
  ),
});

/** The contents of a backup. It is written last: a folder without it is not a whole backup. */
export type Manifest = z.output<typeof manifestShape>;

export function writeManifest(folder: string, manifest: Omit<Manifest, "format">): void {
  const text = `${JSON.stringify({ format: FORMAT, ...manifest }, null, 2)}\n`;
  fs.writeFileSync(path.join(folder, FILE), text, { mode: 0o600 });
}

/** @throws Error when the folder has no whole backup in a form that is known here. */
export function readManifest(folder: string): Manifest {
  const file = path.join(folder, FILE);
  if (!fs.existsSync(file)) throw new Error(`${folder} is not a whole backup: it has no ${FILE}`);
  const parsed = manifestShape.safeParse(JSON.parse(fs.readFileSync(file, "utf8")));
  if (!parsed.success) throw new Error(`${file} cannot be read: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

export const isWholeBackup = (folder: string): boolean => fs.existsSync(path.join(folder, FILE));
