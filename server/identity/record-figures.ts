import { counter } from "@/server/shared/metrics";

/** Counts tries to sign in with a password. */
export function countSignIn(outcome: "ok" | "refused" | "limited"): void {
  counter("msa_sign_ins_total", "Tries to sign in with a password, by their outcome.", ["outcome"]).inc({
    outcome,
  });
}

/** Counts sessions of people who book without an account. */
export const countGuest = (): void =>
  counter("msa_guest_sessions_total", "Sessions of people who book without an account.").inc();

/** Counts new passwords that were asked for by mail, whether or not there is such an account, and links that were used. */
export function countReset(stage: "asked" | "used"): void {
  const help = "New passwords that were asked for by mail, and links for one that were used.";
  counter("msa_password_resets_total", help, ["step"]).inc({ step: stage });
}
