/** One line of figures in the text format of Prometheus. */
export type Sample = { name: string; labels: Record<string, string>; value: number };

/** Reads the lines of an answer of `/api/metrics`. Values of labels are plain words there, without escapes. */
export function samplesOf(text: string): Sample[] {
  return text
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [, name, pairs = "", value] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      if (!name) throw new Error(`this is no sample: ${line}`);
      const labels = [...pairs.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, text]) => [key, text]);
      return { name, labels: Object.fromEntries(labels), value: Number(value) };
    });
}

/** The value of one series; undefined when the answer does not have it. */
export const seriesValue = (
  text: string,
  name: string,
  labels: Record<string, string> = {},
): number | undefined =>
  samplesOf(text).find(
    (sample) =>
      sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  )?.value;

/** The names that can be asked for: those of the definitions, and for a histogram its three series. */
export function namesIn(text: string): Set<string> {
  const types = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)];
  return new Set(
    types.flatMap(([, name, type]) =>
      type === "histogram" || type === "summary"
        ? [name as string, ...["bucket", "sum", "count"].map((part) => `${name}_${part}`)]
        : [name as string],
    ),
  );
}
