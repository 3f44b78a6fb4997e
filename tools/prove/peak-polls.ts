import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { secondsToAskAgain } from "@/components/waiting/waiting-steps";
import { askAgain } from "@/server/waiting-room/domain/pace";

/** Connections that the pages of those who wait share: a browser keeps one. */
const SOCKETS = 64;
const TICK_MS = 50;

/** How often so many people ask in a second, each as seldom as the public answer says. */
export const asksPerSecond = (waiting: number): number => {
  let sum = 0;
  for (let ahead = 0; ahead < waiting; ahead += 1) sum += 1 / secondsToAskAgain(askAgain, ahead);
  return sum;
};

/** The pages of people who wait: they ask the public answer at their pace, until they are told to stop. */
export class Polls {
  asked = 0;
  failed = 0;
  private running = true;
  private open = 0;
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: SOCKETS });
  private readonly worker: Promise<void>;

  constructor(
    private readonly url: string,
    private readonly perSecond: number,
  ) {
    this.worker = this.keepAsking();
  }

  async stop(): Promise<void> {
    this.running = false;
    await this.worker;
    // An answer that is on its way is no failure.
    while (this.open > 0) await sleep(TICK_MS);
    this.agent.destroy();
  }

  private async keepAsking(): Promise<void> {
    const began = performance.now();
    while (this.running) {
      const due = Math.floor(((performance.now() - began) * this.perSecond) / 1_000);
      while (this.asked < due) this.ask();
      await sleep(TICK_MS);
    }
  }

  private ask(): void {
    this.asked += 1;
    this.open += 1;
    const end = (isGood: boolean) => {
      this.open -= 1;
      if (!isGood) this.failed += 1;
    };
    http
      .get(this.url, { agent: this.agent }, (response) => {
        response.resume().once("end", () => end(response.statusCode === 200));
      })
      .on("error", () => end(false));
  }
}
