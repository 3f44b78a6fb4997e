import { AppError } from "@/server/shared/errors";
import type { ActionName } from "./options";

type Outcome = "done" | "refused" | "fault";

/** What became of the actions of a simulation. */
export class Tally {
  readonly #outcomes = new Map<string, number>();
  readonly faults: string[] = [];

  /** Runs an action. A refusal is an answer of the airline; anything else that is thrown is a fault. */
  async count(action: ActionName, work: () => Promise<string | null>): Promise<void> {
    try {
      const reason = await work();
      this.#add(action, reason === null ? "done" : "refused", reason ?? "");
    } catch (error) {
      if (error instanceof AppError) return this.#add(action, "refused", error.code);
      this.faults.push(error instanceof Error ? error.message : String(error));
      this.#add(action, "fault", "");
    }
  }

  of = (action: ActionName, outcome: Outcome): number =>
    [...this.#outcomes].reduce(
      (sum, [key, count]) => sum + (key.startsWith(`${action} ${outcome} `) ? count : 0),
      0,
    );

  /** One line for each action, outcome and reason. */
  table(): string {
    return [...this.#outcomes]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([key, count]) => {
        const [action = "", outcome = "", reason = ""] = key.split(" ");
        return `${action.padEnd(10)}${outcome.padEnd(10)}${String(count).padStart(6)}  ${reason}`.trimEnd();
      })
      .join("\n");
  }

  #add(action: ActionName, outcome: Outcome, reason: string): void {
    const key = `${action} ${outcome} ${reason}`;
    this.#outcomes.set(key, (this.#outcomes.get(key) ?? 0) + 1);
  }
}
