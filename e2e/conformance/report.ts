import fs from "node:fs";

type Result = { name: string; seconds: number; outcome: "passed" | "failed" | "skipped"; why: string };

/** Runs scenarios, prints the result of each when it has ended, and continues after a failure. */
export class Report {
  private readonly results: Result[] = [];

  async scenario(name: string, work: () => Promise<void>): Promise<void> {
    const began = performance.now();
    const done = (outcome: Result["outcome"], why = "") => {
      const seconds = (performance.now() - began) / 1000;
      this.results.push({ name, seconds, outcome, why });
      console.log(
        `  ${outcome === "passed" ? "✓" : "✗"} ${name} (${seconds.toFixed(1)} s)${why && `\n${why}`}`,
      );
    };
    try {
      await work();
      done("passed");
    } catch (error) {
      done("failed", error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }

  skip(name: string, why: string): void {
    this.results.push({ name, seconds: 0, outcome: "skipped", why });
    console.log(`  – ${name}: skipped, ${why}`);
  }

  private count(outcome: Result["outcome"]): number {
    return this.results.filter((result) => result.outcome === outcome).length;
  }

  /** Prints the sums and writes them to `file` for `npm test`. @returns whether nothing failed. */
  close(file: string | undefined): boolean {
    const [passed, failed, skipped] = [this.count("passed"), this.count("failed"), this.count("skipped")];
    if (file) fs.writeFileSync(file, JSON.stringify({ passed, failed, skipped }));
    console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
    return failed === 0 && passed > 0;
  }
}
