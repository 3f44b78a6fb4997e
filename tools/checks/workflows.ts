import { parse } from "yaml";

/** A workflow of GitHub, and what it may name. */
export interface WorkflowFile {
  path: string;
  text: string;
}
export interface Surroundings {
  /** Every file of the project, from its root. */
  files: ReadonlySet<string>;
  npmScripts: ReadonlySet<string>;
  /** The document that says what each secret and variable is. */
  documentation: string;
}

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}
interface Job {
  if?: string;
  uses?: string;
  steps?: Step[];
  permissions?: unknown;
  "timeout-minutes"?: number;
}
interface Workflow {
  on?: string | string[] | Record<string, unknown>;
  permissions?: unknown;
  jobs?: Record<string, Job>;
}

const MAX_MINUTES = 60;
/** They run with secrets and write access while a stranger decides what is checked out. */
const DANGEROUS_TRIGGERS = ["pull_request_target", "workflow_run"];
const FROM_THIS_REPOSITORY = "github.event.pull_request.head.repo.full_name == github.repository";
/** GitHub gives it to every job; its rights are the job's permissions. */
const OWN_TOKEN = "GITHUB_TOKEN";

/** Returns one line for each rule of the project that a workflow breaks. GitHub's own rules are asked elsewhere. */
export function workflowProblems({ path, text }: WorkflowFile, around: Surroundings): string[] {
  const workflow = parse(text) as Workflow;
  const triggers = triggersOf(workflow);
  const jobs = Object.entries(workflow.jobs ?? {});
  const problems = [
    ...triggers.filter((name) => DANGEROUS_TRIGGERS.includes(name)).map((name) => `is started by ${name}`),
    ...(workflow.permissions === undefined ? ["sets no permissions"] : []),
    ...[workflow, ...jobs.map(([, job]) => job)]
      .filter(({ permissions }) => typeof permissions === "string")
      .map(({ permissions }) => `has the permissions ${permissions}`),
    ...jobs.flatMap(([name, job]) => jobProblems(name, job, triggers, around)),
    ...pinProblems(text),
    ...undocumentedNames(text, around.documentation),
  ];
  return problems.map((problem) => `${path} ${problem}`);
}

function triggersOf({ on }: Workflow): string[] {
  if (typeof on === "string") return [on];
  return Array.isArray(on) ? on : Object.keys(on ?? {});
}

function jobProblems(name: string, job: Job, triggers: readonly string[], around: Surroundings): string[] {
  const problems = (job.steps ?? []).flatMap((step) => stepProblems(step, around));
  const minutes = job["timeout-minutes"] ?? Number.POSITIVE_INFINITY;
  // A job that calls a workflow has the limits of that workflow's jobs.
  if (!job.uses && minutes > MAX_MINUTES) problems.push(`may take more than ${MAX_MINUTES} minutes`);
  const isForPullRequests =
    triggers.includes("pull_request") && !job.if?.includes("github.event_name != 'pull_request'");
  const givesSecrets = /\bsecrets\.(?!GITHUB_TOKEN\b)\w/.test(JSON.stringify(job));
  if (isForPullRequests && givesSecrets && !job.if?.includes(FROM_THIS_REPOSITORY))
    problems.push("gives secrets to pull requests, and does not ask whether they come from a fork");
  return problems.map((problem) => `job ${name} ${problem}`);
}

function stepProblems({ uses, run, with: options }: Step, { files, npmScripts }: Surroundings): string[] {
  const problems: string[] = [];
  if (uses?.startsWith("actions/checkout@") && options?.["persist-credentials"] !== false)
    problems.push("leaves the token in the checkout");
  if (run === undefined) return problems;
  if (run.trim().includes("\n")) problems.push("has a run of several lines: it belongs into a script");
  // A branch's name, a title or a message would be run as shell. The environment passes them as data.
  if (run.includes("${{")) problems.push(`puts an expression into a run: ${run.trim()}`);
  for (const [, file = ""] of run.matchAll(/(?:^|\s)((?:\.ci|bench|db|deploy|e2e|local|tools)\/[\w./-]+)/g))
    if (!files.has(file)) problems.push(`runs ${file}, which is not there`);
  for (const [, script = ""] of run.matchAll(/\bnpm (?:run (?:-s |--silent )?)?([\w:-]+)/g))
    if (!["ci", "install"].includes(script) && !npmScripts.has(script))
      problems.push(`runs the npm script ${script}, which is not there`);
  return problems;
}

/** An action's tag can be moved to other code; a commit cannot. The comment tells people and Dependabot the version. */
function pinProblems(text: string): string[] {
  return [...text.matchAll(/^\s*(?:- )?uses:\s*(\S+)(.*)$/gm)].flatMap(([, action = "", rest = ""]) => {
    if (action.startsWith("./")) return [];
    if (!/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(action)) return [`uses ${action}, which is no full commit`];
    return /^ # v\d+\.\d+\.\d+$/.test(rest) ? [] : [`uses ${action} without its version in a comment`];
  });
}

function undocumentedNames(text: string, documentation: string): string[] {
  const names = new Set(
    [...text.matchAll(/\b(?:secrets|vars)\.([A-Z]\w*)/g)].map(([, name]) => name as string),
  );
  return [...names]
    .filter((name) => name !== OWN_TOKEN && !documentation.includes(`\`${name}\``))
    .map((name) => `names ${name}, which docs/deploy.md does not explain`);
}
