import path from "node:path";
import { z } from "zod";

const port = (preset: number) => z.coerce.number().int().min(0).max(65_535).default(preset);

const schema = z.object({
  MSA_MAILBOX_PORT: port(8_025),
  MSA_SMTP_PORT: port(1_025),
  MSA_DATA_DIR: z.string().min(1).default(".data"),
  MSA_MAILBOX_KEEP: z.coerce.number().int().min(1).default(2_000),
});

export type MailboxConfig = {
  pagePort: number;
  smtpPort: number;
  folder: string;
  /** How many of the newest mails are kept. */
  keep: number;
};

/** Reads the mailbox's settings; throws an error that names each variable that is wrong. */
export function readConfig(source: NodeJS.ProcessEnv): MailboxConfig {
  const parsed = schema.safeParse(source);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The mailbox cannot start:\n  ${problems.join("\n  ")}`);
  }
  const env = parsed.data;
  return {
    pagePort: env.MSA_MAILBOX_PORT,
    smtpPort: env.MSA_SMTP_PORT,
    folder: path.resolve(env.MSA_DATA_DIR, "mailbox"),
    keep: env.MSA_MAILBOX_KEEP,
  };
}
