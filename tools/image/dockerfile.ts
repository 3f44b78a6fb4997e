import fs from "node:fs";
import path from "node:path";
import {
  DockerfileParser,
  type From,
  type Instruction,
  JSONInstruction,
  ModifiableInstruction,
  PropertyInstruction,
} from "dockerfile-ast";
import { ROOT } from "@/tools/root";

/** One instruction of a Dockerfile. */
export interface Step {
  /** In capitals. */
  keyword: string;
  /** What stands behind the keyword and its flags, on one line. */
  text: string;
  /** The strings of the JSON form, or null when it is not in that form. */
  json: string[] | null;
  /** The words behind the flags. */
  words: string[];
  flags: { name: string; value: string }[];
  /** Names and values of ENV, LABEL and ARG. */
  properties: { name: string; value: string }[];
  /** The line on which it starts, counted from 1. */
  line: number;
}

export interface Stage {
  /** Its name, or its number when it has none. */
  name: string;
  /** The stage or the image it is made of. */
  base: string;
  line: number;
  steps: Step[];
}

export interface Dockerfile {
  /** The value of the `# syntax=` directive. */
  syntax: string | null;
  stages: Stage[];
  /** Findings of hadolint that a comment allows: `# hadolint ignore=DL3008: reason`, by the line they stand above. */
  allowed: { line: number; rule: string }[];
}

/** Reads a Dockerfile; the repository's own unless a text is given. */
export function readDockerfile(text = fs.readFileSync(path.join(ROOT, "Dockerfile"), "utf8")): Dockerfile {
  const parsed = DockerfileParser.parse(text);
  const stages: Stage[] = [];
  for (const instruction of parsed.getInstructions()) {
    const line = instruction.getRange().start.line + 1;
    if (instruction.getKeyword() === "FROM") {
      const from = instruction as From;
      const name = from.getBuildStage() ?? String(stages.length);
      stages.push({ name, base: from.getImage() ?? "", line, steps: [] });
    } else stages.at(-1)?.steps.push(stepOf(instruction, line));
  }
  const syntax = parsed.getDirectives().find((directive) => directive.getDirective() === "syntax");
  const allowed = parsed.getComments().flatMap((comment) => {
    const [, rule] = /^hadolint ignore=(\w+): \S/.exec(comment.getContent() ?? "") ?? [];
    return rule ? [{ rule, line: comment.getRange().end.line + 2 }] : [];
  });
  return { syntax: syntax?.getValue() ?? null, stages, allowed };
}

function stepOf(instruction: Instruction, line: number): Step {
  const flags =
    instruction instanceof ModifiableInstruction
      ? instruction.getFlags().map((flag) => ({ name: flag.getName(), value: flag.getValue() ?? "" }))
      : [];
  const json =
    instruction instanceof JSONInstruction && instruction.getOpeningBracket()
      ? instruction.getJSONStrings().map((one) => one.getJSONValue())
      : null;
  const properties =
    instruction instanceof PropertyInstruction
      ? instruction.getProperties().map((one) => ({ name: one.getName(), value: one.getValue() ?? "" }))
      : [];
  const text = (instruction.getArgumentsContent() ?? "")
    .replaceAll(/\\\n\s*/g, "")
    .replace(/^(--\S+\s+)+/, "");
  const words = instruction.getArguments().map((argument) => argument.getValue());
  return {
    keyword: instruction.getKeyword(),
    text,
    json: json ?? jsonOf(text),
    words,
    flags,
    properties,
    line,
  };
}

/** The JSON form behind another keyword: HEALTHCHECK CMD […]. */
function jsonOf(text: string): string[] | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^CMD\s+/, ""));
    return Array.isArray(value) ? value.map(String) : null;
  } catch {
    return null;
  }
}

/** A stage by its name. @throws Error when there is none. */
export function stageNamed({ stages }: Dockerfile, name: string): Stage {
  const stage = stages.find((one) => one.name === name);
  if (!stage) throw new Error(`the Dockerfile has no stage ${name}`);
  return stage;
}

/** The steps of a stage and, before them, of the stages it is made of. Each stage stands before what is made of it. */
export function stepsOf(dockerfile: Dockerfile, stage: Stage): { step: Step; stage: Stage }[] {
  const earlier = dockerfile.stages.slice(0, dockerfile.stages.indexOf(stage));
  const base = earlier.find((one) => one.name === stage.base);
  return [...(base ? stepsOf(dockerfile, base) : []), ...stage.steps.map((step) => ({ step, stage }))];
}

/** What a step copies, and from which stage; from the build context when `from` is null. */
export function copyOf(step: Step): { from: string | null; sources: string[]; target: string } {
  const from = step.flags.find(({ name }) => name === "from")?.value ?? null;
  const paths = step.json ?? step.words;
  return { from, sources: paths.slice(0, -1), target: paths.at(-1) ?? "" };
}
