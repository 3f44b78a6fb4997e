/** What Vercel's build made of one function, with its size on disk. */
export type BuiltFunction = {
  path: string;
  bytes: number;
  config: { runtime?: string; maxDuration?: number; environment?: Record<string, string> };
};
/** The output of a build for Vercel (Build Output API, version 3). */
export type VercelOutput = {
  version: number;
  crons: unknown[];
  routes: { src?: string; headers?: Record<string, string> }[];
  functions: BuiltFunction[];
  /** Every route that a function answers, links included. */
  answered: ReadonlySet<string>;
};

/** The size of a function that Vercel takes, unpacked. */
const MAX_BYTES = 250 * 1024 * 1024;
const RUNTIME = "nodejs24.x";
const MAX_SECONDS = 60;
/** `_middleware` is proxy.ts. The others are called by a person, the event engine, the payment provider and monitoring. */
const NEEDED = [
  "_middleware",
  "[locale]",
  "api/inngest",
  "api/payments/webhook",
  "api/health/ready",
  "api/metrics",
];
const HEADERS = ["X-Content-Type-Options", "Strict-Transport-Security"];

/** Returns one line for each thing of the output that would not serve the site as it is meant. */
export function outputProblems(output: VercelOutput): string[] {
  const { version, crons, routes, functions, answered } = output;
  const missing = NEEDED.filter((name) => !answered.has(name));
  const isForAll = ({ src = "", headers = {} }: VercelOutput["routes"][number]) =>
    !src.includes("_next") && HEADERS.every((name) => name in headers);
  return [
    ...(version === 3 ? [] : [`the output has version ${version}`]),
    ...(crons.length > 0 ? ["has crons: the sweeps are functions of the event engine"] : []),
    ...missing.map((name) => `no function answers ${name}`),
    ...(routes.some(isForAll) ? [] : [`no route sets ${HEADERS.join(" and ")}`]),
    ...functions.flatMap(functionProblems),
  ];
}

function functionProblems({ path, bytes, config }: BuiltFunction): string[] {
  const { runtime, maxDuration, environment = {} } = config;
  // Next's own functions take Vercel's limit: vercel.json cannot name them.
  const isOurs = !path.startsWith("_");
  return [
    ...(runtime === RUNTIME ? [] : [`${path} runs on ${runtime}`]),
    ...(!isOurs || maxDuration === MAX_SECONDS
      ? []
      : [`${path} may take ${maxDuration} seconds, not ${MAX_SECONDS}`]),
    ...(bytes < MAX_BYTES
      ? []
      : [`${path} has ${Math.round(bytes / 1024 / 1024)} MB, over the 250 that Vercel takes`]),
    ...Object.keys(environment).map((name) => `${path} carries the variable ${name}`),
  ];
}
