/** An image of the Dockerfile, by the name of its target. */
export type Target = "site" | "tools" | "stand-ins";

/** A program of this repository that an image carries as one file, `<name>.mjs`. */
export interface Program {
  name: string;
  entry: string;
  targets: Target[];
}

/** All programs of all images, apart from the site itself. */
export const PROGRAMS: Program[] = [
  { name: "migrate", entry: "db/migrate.ts", targets: ["site", "tools"] },
  { name: "seed", entry: "tools/seed/main.ts", targets: ["site", "tools"] },
  { name: "backup", entry: "tools/backup/backup.ts", targets: ["tools"] },
  { name: "restore", entry: "tools/backup/restore.ts", targets: ["tools"] },
  { name: "recover", entry: "tools/backup/recover.ts", targets: ["tools"] },
  { name: "gateway", entry: "local/payment-gateway/main.ts", targets: ["stand-ins"] },
];
