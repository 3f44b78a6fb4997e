import type { Check, Outcome, Print } from "./checks";

export interface Result {
  name: string;
  outcome: Outcome;
  seconds: number;
}

/** How many checks of one group run at once: as many as the smallest machine of CI has processors. */
const AT_ONCE = 2;

interface Options {
  print: Print;
  /** Asked before each check: true ends the run. */
  isInterrupted: () => boolean;
}

/**
 * Runs every check to its end, also after a failed one. Neighbours of the same group run two at once, all others alone.
 * What checks print is never mixed: one prints as it goes, and those behind it when it has ended.
 *
 * @returns the results of those that were run, in the order of the list.
 */
export async function runChecks(checks: readonly Check[], options: Options): Promise<Result[]> {
  const results: Result[] = [];
  for (const group of groupsOf(checks)) results.push(...(await runGroup(group, options)));
  return results;
}

function groupsOf(checks: readonly Check[]): Check[][] {
  const groups: Check[][] = [];
  for (const check of checks) {
    const last = groups.at(-1);
    if (check.group && last?.[0]?.group === check.group) last.push(check);
    else groups.push([check]);
  }
  return groups;
}

async function runGroup(group: readonly Check[], { print, isInterrupted }: Options): Promise<Result[]> {
  const results: (Result | undefined)[] = [];
  const turns = takingTurns(group.length, print);
  let next = 0;
  const worker = async () => {
    while (next < group.length && !isInterrupted()) {
      const place = next++;
      results[place] = await runCheck(group[place] as Check, turns.printerOf(place), group.length > 1);
      turns.end(place);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results.filter((result) => result !== undefined);
}

async function runCheck({ name, run }: Check, print: Print, isBesideOthers: boolean): Promise<Result> {
  print(`\n── ${name} ${"─".repeat(Math.max(0, 66 - name.length))}\n`);
  const began = performance.now();
  const outcome = await run(isBesideOthers ? print : undefined).catch((error: unknown): Outcome => {
    print(`${error instanceof Error ? error.stack : error}\n`);
    return { passed: 0, failed: 1 };
  });
  return { name, outcome, seconds: (performance.now() - began) / 1000 };
}

/** Printers for places 0 … total−1: the first place that has not ended prints at once, what the others print is kept. */
function takingTurns(total: number, print: Print) {
  const kept = Array.from({ length: total }, (): (string | Uint8Array)[] => []);
  const ended = new Set<number>();
  let turn = 0;
  const printKept = () => {
    for (const text of kept[turn]?.splice(0) ?? []) print(text);
  };
  return {
    printerOf:
      (place: number): Print =>
      (text) =>
        place === turn ? print(text) : kept[place]?.push(text),
    end: (place: number) => {
      ended.add(place);
      while (ended.has(turn)) {
        turn += 1;
        printKept();
      }
    },
  };
}
