import type { Ports, RealServices } from "./services";

export type PartName = "postgres" | "inngest" | "gateway" | "mailbox" | "app";
export type Environment = Record<string, string | undefined>;

export interface StackOptions {
  /** Keeps the database, the stand-ins' state, secrets, logs and run.json. Default MSA_DATA_DIR or .data. */
  dataDir?: string;
  /** Build folder of the site. Default MSA_DIST_DIR or .next. */
  distDir?: string;
  /** Which parts to run; all by default. Stand-ins of services given in `env` are left out anyway. */
  parts?: PartName[];
  /** How many processes of the site, on neighbouring ports; they share APP_URL (the first one's). */
  apps?: number;
  /** Ports to try first; others are taken when these are in use. */
  ports?: Partial<Ports>;
  /** Where given services, wanted ports and settings are read from. Default process.env. Tests pass {}. */
  env?: Environment;
  /** More variables for one part. */
  partEnv?: Partial<Record<Exclude<PartName, "postgres">, Record<string, string>>>;
  /** `next dev` in place of the production build. */
  dev?: boolean;
  /** Brings the database to the newest schema, before anything that reads it starts. */
  prepare?: (databaseUrl: string, real: RealServices) => Promise<void>;
  /** Puts data into the migrated database while the other parts start; ready waits for it too. */
  fill?: (databaseUrl: string, real: RealServices) => Promise<void>;
  /** Told as each part becomes ready, with the time it took in milliseconds. */
  onProgress?: (part: string, tookMs: number) => void;
  postgresFlags?: string[];
}
