import type { Stack } from "@/tools/start/stack";
import { residentMb } from "./processes";
import type { Row } from "./report";

/** After this long without a request a process counts as idle. */
const QUIET_MS = 2_000;

/** Resident memory of the site and of the local event engine during a run. */
export class Memory {
  private idle: number | null = null;
  private engine: number | null = null;

  constructor(private readonly stack: Stack) {}

  async noteIdle(): Promise<void> {
    await quiet();
    this.idle = residentMb(this.stack.app.pid);
  }

  /** Measures while the engine runs; the highest value counts. */
  noteEngine(): void {
    const now = residentMb(this.stack.inngest.pid);
    if (now !== null) this.engine = Math.max(this.engine ?? 0, now);
  }

  async rows(): Promise<Row[]> {
    await quiet();
    const unit = "MB";
    return [
      { figure: "memory of the site, idle", value: this.idle, unit, target: { atMost: 150 } },
      {
        figure: "memory of the site, after load",
        value: residentMb(this.stack.app.pid),
        unit,
        target: { atMost: 500 },
      },
      {
        figure: "memory of the local event engine, after load",
        value: this.engine,
        unit,
        target: { atMost: 150 },
      },
    ];
  }
}

const quiet = () => new Promise((resolve) => setTimeout(resolve, QUIET_MS));
