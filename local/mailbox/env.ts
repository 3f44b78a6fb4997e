import path from "node:path";
import { z } from "zod";
import { dataDir, port, readSettings } from "@/local/shared/settings";

const schema = z
  .object({
    MSA_MAILBOX_PORT: port(8_025),
    MSA_SMTP_PORT: port(1_025),
    MSA_DATA_DIR: dataDir,
    MSA_MAILBOX_KEEP: z.coerce.number().int().min(1).default(2_000),
  })
  .transform((env) => ({
    pagePort: env.MSA_MAILBOX_PORT,
    smtpPort: env.MSA_SMTP_PORT,
    folder: path.resolve(env.MSA_DATA_DIR, "mailbox"),
    /** How many of the newest mails are kept. */
    keep: env.MSA_MAILBOX_KEEP,
  }));

/** Reads the mailbox's settings; throws an error that names each variable that is wrong. */
export const readConfig = (source: NodeJS.ProcessEnv) => readSettings("mailbox", schema, source);
