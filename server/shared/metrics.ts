import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

// Next bundles routes and instrumentation separately. Figures that both write and read are kept on `globalThis`.
const store = globalThis as typeof globalThis & { msaMetrics?: Registry };

/** The figures of this process, in the format of Prometheus: its own, and those of Node (`process_*`, `nodejs_*`). */
export function processMetrics(): Registry {
  if (!store.msaMetrics) {
    store.msaMetrics = new Registry();
    collectDefaultMetrics({ register: store.msaMetrics });
  }
  return store.msaMetrics;
}

/**
 * Returns the counter of this name; the first call makes it. The values of a label must come from a closed list: each
 * combination of values is a series of its own.
 *
 * @param name in base units, with the ending `_total`.
 */
export function counter<L extends string = never>(
  name: string,
  help: string,
  labelNames: readonly L[] = [],
): Counter<L> {
  return metric(name, (registers) => new Counter({ name, help, labelNames, registers }));
}

/** Returns the gauge of this name; the first call makes it. `collect` runs at each scrape, before the value is read. */
export function gauge<L extends string = never>(
  name: string,
  help: string,
  { labelNames = [], collect }: { labelNames?: readonly L[]; collect?: (gauge: Gauge<L>) => void } = {},
): Gauge<L> {
  const read = collect && {
    collect(this: Gauge<L>) {
      collect(this);
    },
  };
  return metric(name, (registers) => new Gauge({ name, help, labelNames, registers, ...read }));
}

/** Returns the histogram of this name; the first call makes it. @param buckets upper bounds, ascending. */
export function histogram<L extends string>(
  name: string,
  help: string,
  labelNames: readonly L[],
  buckets: readonly number[],
): Histogram<L> {
  return metric(
    name,
    (registers) => new Histogram({ name, help, labelNames, buckets: [...buckets], registers }),
  );
}

function metric<M>(name: string, make: (registers: Registry[]) => M): M {
  return (processMetrics().getSingleMetric(name) as M | undefined) ?? make([processMetrics()]);
}
