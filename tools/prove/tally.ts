/** Counts requests and keeps what went wrong with them. */
export class Tally {
  requests = 0;
  readonly failures: { what: string; atMs: number }[] = [];

  /**
   * Counts a request. It has failed when there is no answer, and when the answer says that the site or the proxy could not
   * serve it (5xx). A refusal (4xx) is an answer.
   */
  async note(what: string, ask: () => Promise<Response>): Promise<Response> {
    this.requests += 1;
    try {
      const response = await ask();
      if (response.status >= 500) this.fail(`${what}: ${response.status}`);
      return response;
    } catch (error) {
      this.fail(`${what}: ${reasonOf(error)}`);
      throw error;
    }
  }

  fail(what: string): void {
    this.failures.push({ what, atMs: performance.now() });
  }

  /** The failures since a moment of `performance.now()`. */
  since(atMs: number): string[] {
    return this.failures.filter((failure) => failure.atMs >= atMs).map(({ what }) => what);
  }

  /** "1234 requests, 0 failed", with the first failures if there are any. */
  get text(): string {
    const first = this.failures.slice(0, 3).map(({ what }) => what);
    return `${this.requests} requests, ${this.failures.length} failed${first.length > 0 ? ` (${first.join("; ")})` : ""}`;
  }
}

/** What the network said: fetch hides it in the cause. */
const reasonOf = (error: unknown): string => {
  const cause = (error as { cause?: { code?: string; message?: string } }).cause;
  return cause?.code ?? cause?.message ?? (error instanceof Error ? error.message : String(error));
};
