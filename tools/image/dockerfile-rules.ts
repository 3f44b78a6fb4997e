import { validate } from "dockerfile-utils";
import { buildContext, matchedBy } from "./build-context";
import { copyOf, type Dockerfile, readDockerfile, type Stage, type Step, stepsOf } from "./dockerfile";

/** A finding: the rule by hadolint's number or, where hadolint has none, by a name; the line; what is wrong. */
export interface Finding {
  rule: string;
  line: number;
  message: string;
}

interface Subject {
  dockerfile: Dockerfile;
  context: string[];
}

type Rule = (subject: Subject) => { line: number; message: string }[];

const DIGEST = /@sha256:[0-9a-f]{64}$/;
const SECRET = /(secret|password|passwd|token|credential|private|api_?key|encryption_?key)/i;
/** Stages that are made for others: nothing is started from them. */
const isRun = ({ steps }: Stage) =>
  steps.some(({ keyword }) => keyword === "CMD" || keyword === "ENTRYPOINT");

const steps = ({ dockerfile }: Subject, ...keywords: string[]) =>
  dockerfile.stages.flatMap((stage) => stage.steps).filter(({ keyword }) => keywords.includes(keyword));

const each = <T>(
  things: T[],
  isWrong: (thing: T) => boolean,
  message: string,
  lineOf: (thing: T) => number,
) => things.filter(isWrong).map((thing) => ({ line: lineOf(thing), message }));

const ofSteps = (things: Step[], isWrong: (step: Step) => boolean, message: string) =>
  each(things, isWrong, message, ({ line }) => line);

const ofStages = (things: Stage[], isWrong: (stage: Stage) => boolean, message: string) =>
  each(things, isWrong, message, ({ line }) => line);

/** Stages that are made of an image, not of another stage. */
const ofImages = ({ dockerfile: { stages } }: Subject) =>
  stages.filter(({ base }, index) => !stages.slice(0, index).some(({ name }) => name === base));

const started = ({ dockerfile }: Subject) => dockerfile.stages.filter(isRun);

const lastOf = ({ dockerfile }: Subject, stage: Stage, keyword: string) =>
  stepsOf(dockerfile, stage).findLast(({ step }) => step.keyword === keyword)?.step;

const tagOf = (image: string) => /:([\w.-]+)$/.exec(image.split("@")[0] ?? "")?.[1];

/** What hadolint, and an operator, would say of a Dockerfile. */
export const RULES: Record<string, Rule> = {
  DL3000: (s) =>
    ofSteps(
      steps(s, "WORKDIR"),
      ({ words }) => !words[0]?.startsWith("/"),
      "WORKDIR is not an absolute path",
    ),
  DL3002: (s) =>
    ofStages(
      started(s),
      (stage) => /^(root|0)?(:|$)/.test(lastOf(s, stage, "USER")?.text ?? ""),
      "runs as root",
    ),
  DL3004: (s) => ofSteps(steps(s, "RUN"), ({ text }) => /\bsudo\b/.test(text), "sudo in a build"),
  DL3006: (s) => ofStages(ofImages(s), ({ base }) => !tagOf(base), "the image has no tag"),
  DL3007: (s) => ofStages(ofImages(s), ({ base }) => tagOf(base) === "latest", "the tag latest moves"),
  DL3008: (s) =>
    ofSteps(
      steps(s, "RUN"),
      ({ text }) => /apt(-get)? (\S+ )*install/.test(text) && !/install .*=/.test(text),
      "apt-get install without versions",
    ),
  DL3009: (s) =>
    ofSteps(
      steps(s, "RUN"),
      ({ text }) => /apt-get .*update/.test(text) && !text.includes("/var/lib/apt/lists"),
      "the lists of apt stay in the layer",
    ),
  DL3016: (s) =>
    ofSteps(
      steps(s, "RUN"),
      ({ text }) => /\bnpm (install|i|add)\b/.test(text),
      "npm install takes what is newest; npm ci takes what the lock file says",
    ),
  DL3020: (s) => ofSteps(steps(s, "ADD"), () => true, "COPY is enough for files and folders"),
  DL3022: ({ dockerfile: { stages } }) =>
    stages.flatMap((stage, index) =>
      ofSteps(
        stage.steps.filter(({ keyword }) => keyword === "COPY"),
        (step) => {
          const { from } = copyOf(step);
          return from !== null && !stages.slice(0, index).some(({ name }) => name === from);
        },
        "COPY --from names no stage above",
      ),
    ),
  DL3024: ({ dockerfile: { stages } }) =>
    ofStages(
      stages,
      (stage) => stages.find(({ name }) => name === stage.name) !== stage,
      "the name is taken",
    ),
  DL3025: (s) =>
    ofSteps(
      steps(s, "CMD", "ENTRYPOINT", "HEALTHCHECK"),
      ({ json, text }) => json === null && text !== "NONE",
      "in the shell form signals do not reach the program, and there may be no shell",
    ),
  DL3045: ({ dockerfile }) =>
    dockerfile.stages.flatMap((stage) =>
      stepsOf(dockerfile, stage).flatMap(({ step, stage: own }, index, all) =>
        own === stage &&
        step.keyword === "COPY" &&
        !copyOf(step).target.startsWith("/") &&
        !all.slice(0, index).some((earlier) => earlier.step.keyword === "WORKDIR")
          ? [{ line: step.line, message: "a relative target without WORKDIR" }]
          : [],
      ),
    ),
  DL3057: (s) => ofStages(started(s), (stage) => !lastOf(s, stage, "HEALTHCHECK"), "no HEALTHCHECK"),
  DL4006: (s) =>
    ofSteps(
      steps(s, "RUN"),
      ({ text }) => /[^|]\|[^|]/.test(text) && !text.includes("pipefail"),
      "a failure before the pipe is not seen",
    ),
  "pinned-image": (s) => ofStages(ofImages(s), ({ base }) => !DIGEST.test(base), "the image has no digest"),
  "pinned-syntax": ({ dockerfile: { syntax } }) =>
    DIGEST.test(syntax ?? "") ? [] : [{ line: 1, message: "the syntax image has no digest" }],
  "numeric-user": (s) =>
    ofStages(
      started(s),
      (stage) => !/^[1-9]\d*:[1-9]\d*$/.test(lastOf(s, stage, "USER")?.text ?? ""),
      "Kubernetes cannot tell that a user by name is not root",
    ),
  "stop-signal": (s) => ofStages(started(s), (stage) => !lastOf(s, stage, "STOPSIGNAL"), "no STOPSIGNAL"),
  labels: (s) =>
    ofStages(
      started(s),
      (stage) =>
        !["title", "description", "licenses"].every((label) =>
          stage.steps.some(({ properties }) =>
            properties.some(
              ({ name, value }) => name === `org.opencontainers.image.${label}` && value !== "",
            ),
          ),
        ),
      "title, description or licenses is missing (org.opencontainers.image)",
    ),
  "no-secret": (s) =>
    ofSteps(
      steps(s, "ARG", "ENV"),
      ({ properties }) => properties.some(({ name }) => SECRET.test(name)),
      "a secret in ARG or ENV stays in the image's history: RUN --mount=type=secret",
    ),
  "hidden-key": (s) =>
    ofSteps(
      steps(s, "RUN"),
      ({ flags, text }) =>
        flags.some(({ value }) => value.includes("id=server_actions_key")) &&
        !text.includes("hide-actions-key"),
      "the build writes the key of the server actions into its output",
    ),
  "copied-files": (s) =>
    steps(s, "COPY").flatMap((step) => {
      const { from, sources } = copyOf(step);
      const missing =
        from === null ? sources.filter((source) => matchedBy(source, s.context).length === 0) : [];
      return missing.map((source) => ({ line: step.line, message: `the build context has no ${source}` }));
    }),
};

/** Checks the syntax and every rule. Findings that a comment allows with a reason are left out. */
export function lintDockerfile(text: string, context = buildContext()): Finding[] {
  const dockerfile = readDockerfile(text);
  const syntax = validate(text).map(({ message, range }) => ({
    rule: "syntax",
    line: range.start.line + 1,
    message: String(message),
  }));
  const found = Object.entries(RULES).flatMap(([rule, findings]) =>
    findings({ dockerfile, context }).map((finding) => ({ rule, ...finding })),
  );
  const isAllowed = ({ rule, line }: Finding) =>
    dockerfile.allowed.some((one) => one.rule === rule && one.line === line);
  return [...syntax, ...found].filter((finding) => !isAllowed(finding));
}
