/** Short values are words of ordinary text; a secret is longer. */
const MIN_LENGTH = 6;

/**
 * Knows the secrets of a run and takes them out of text. Workflow logs are read by everybody who can read the repository,
 * and the runner masks only what it was told before.
 */
export class SecretText {
  private readonly secrets = new Set<string>();

  /** Adds secrets. A database address adds its password too, because programs print either. Empty values are ignored. */
  add(...values: (string | undefined)[]): void {
    for (const value of values) {
      if (!value || value.length < MIN_LENGTH) continue;
      for (const form of [value, encodeURIComponent(value), passwordOf(value)])
        if (form && form.length >= MIN_LENGTH) this.secrets.add(form);
    }
  }

  /** Returns the text with `***` in place of each secret, longest first, so that no rest of a longer one stays. */
  without(text: string): string {
    const longestFirst = [...this.secrets].sort((a, b) => b.length - a.length);
    return longestFirst.reduce((clean, secret) => clean.replaceAll(secret, "***"), text);
  }
}

function passwordOf(value: string): string | null {
  if (!/^[a-z]+:\/\//.test(value) || !URL.canParse(value)) return null;
  return decodeURIComponent(new URL(value).password) || null;
}
