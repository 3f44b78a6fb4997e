import { CLIENTS, type Effort } from "./options";
import type { CpuTimes } from "./processes";

/** One of the operations that are compared. */
export type Arm = {
  name: string;
  /** Does one operation. False when its customers or flights are used up: the round ends. */
  run: () => Promise<boolean>;
  /** Runs before each round and is not measured. */
  prepare?: () => Promise<void>;
};

export type Rate = {
  name: string;
  count: number;
  seconds: number;
  perSecond: number;
  /** CPU milliseconds per operation, by process. */
  cpuMs: CpuTimes;
};

/**
 * Measures several operations with the same clients in short rounds, in an order that turns each time (A B C, C B A,
 * …), so that other work on the machine affects all alike.
 */
export async function sideBySide(
  arms: readonly Arm[],
  { rounds, roundMs, warmUpMs }: Pick<Effort, "rounds" | "roundMs" | "warmUpMs">,
  cpu: () => CpuTimes = () => ({}),
): Promise<Rate[]> {
  const sums = arms.map((arm) => ({ arm, count: 0, seconds: 0, cpu: {} as CpuTimes }));
  for (const { arm } of sums) await oneRound(arm, warmUpMs);
  for (let round = 0; round < rounds; round++) {
    for (const sum of round % 2 === 0 ? sums : sums.toReversed()) {
      await sum.arm.prepare?.();
      const before = cpu();
      const { count, seconds } = await clients(sum.arm, roundMs);
      const after = cpu();
      sum.count += count;
      sum.seconds += seconds;
      for (const [part, used] of Object.entries(after))
        sum.cpu[part] = (sum.cpu[part] ?? 0) + used - (before[part] ?? 0);
    }
  }
  return sums.map(({ arm, count, seconds, cpu: used }) => {
    if (count === 0) throw new Error(`${arm.name}: nothing was measured`);
    const cpuMs = Object.fromEntries(Object.entries(used).map(([part, s]) => [part, (s * 1000) / count]));
    return { name: arm.name, count, seconds, perSecond: count / seconds, cpuMs };
  });
}

async function oneRound(arm: Arm, ms: number): Promise<void> {
  await arm.prepare?.();
  await clients(arm, ms);
}

async function clients(arm: Arm, ms: number): Promise<{ count: number; seconds: number }> {
  const began = performance.now();
  let count = 0;
  let open = true;
  const client = async () => {
    try {
      while (open && performance.now() - began < ms) {
        if (await arm.run()) count++;
        else open = false;
      }
    } catch (error) {
      open = false;
      throw error;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return { count, seconds: (performance.now() - began) / 1000 };
}
