import { z } from "zod";

/**
 * The real services that `npm run contracts -- --real` was given. Tests get them in one variable of their own, so that no
 * other test can reach a real account.
 */
const given = z.object({
  /** Of Stripe's test mode: no money moves. */
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^[rs]k_test_/, "is no key of the test mode")
    .optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(1).optional(),
  /** Who gets the mails of the suite. */
  CONTRACT_MAIL_TO: z.email().optional(),
  /** The suite makes a schema of its own there, and drops it. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
});

export type RealServices = z.output<typeof given>;

export const SERVICES_VARIABLE = "CONTRACT_SERVICES";

/** The variables that name real services, without the event engine's. */
export const NAMED_SERVICES = Object.keys(given.shape);

/** The real services of this run; empty without `--real`. @throws Error for a variable that is not what it should be. */
export const realServices = (source: Record<string, string | undefined> = process.env): RealServices =>
  given.parse(JSON.parse(source[SERVICES_VARIABLE] || "{}"));

/** A service under test. `why`: why it is not there; its tests are skipped under a title that says so. */
export interface Service<Opened> {
  name: string;
  why?: string;
  open(): Promise<Opened>;
}

const REAL = {
  payment: { name: "Stripe", needs: ["STRIPE_SECRET_KEY"] },
  mail: { name: "a mail server", needs: ["SMTP_URL", "MAIL_FROM", "CONTRACT_MAIL_TO"] },
  database: { name: "a database", needs: ["DATABASE_URL"] },
} as const;

/** A real service, and why it is not there when some of its variables are missing. */
export function realService(kind: keyof typeof REAL): { name: string; why?: string } {
  const { name, needs } = REAL[kind];
  const given = realServices();
  const missing = needs.filter((variable) => !given[variable]);
  return missing.length > 0 ? { name, why: `${missing.join(", ")} and --real are needed` } : { name };
}

/** What this run asks of real services, one line for each. */
export const realServiceTitles = (): string[] =>
  (Object.keys(REAL) as (keyof typeof REAL)[]).map((kind) => titleOf(realService(kind)));

export const titleOf = ({ name, why }: Pick<Service<unknown>, "name" | "why">): string =>
  why ? `${name} (skipped: ${why})` : name;
