import fs from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { ROOT } from "@/tools/root";

type Strings = Record<string, string>;

/** What the checks read of a service. */
export interface Service {
  image?: string;
  build?: { target?: string };
  environment?: Strings;
  ports?: string[];
  networks?: string[];
  volumes?: string[];
  user?: string;
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  healthcheck?: { test?: string[]; disable?: boolean };
  depends_on?: Record<string, { condition: string; required?: boolean }>;
  profiles?: string[];
  deploy?: { replicas?: number; resources?: { limits?: Strings } };
}

export interface Compose {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Strings;
}

/** The text of compose.yaml as it stands. */
export const composeText = () => fs.readFileSync(path.join(ROOT, "compose.yaml"), "utf8");

/**
 * Reads a compose file with its variables in place.
 *
 * @throws Error when a variable that must be set is not.
 */
export function readCompose(text: string, variables: Strings): Compose {
  return inPlace(parse(text, { merge: true }), variables) as Compose;
}

/** Variables are put into values, not into the text: a value cannot change the file's structure. */
function inPlace(value: unknown, variables: Strings): unknown {
  if (typeof value === "string") return interpolate(value, variables);
  if (Array.isArray(value)) return value.map((one) => inPlace(one, variables));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inPlace(one, variables)]));
}

/** A form without another one in it. */
const INNERMOST = /\$\{(\w+)(:?)([-?])?([^{}$]*)\}/;

/**
 * Puts variables in place of the compose specification's forms: ${A}, ${A:-b}, ${A-b}, ${A:?b}, and one in another. With the
 * colon an empty variable counts as unset.
 */
export function interpolate(text: string, variables: Strings): string {
  const [form = "", name = "", colon, operator, word = ""] = INNERMOST.exec(text) ?? [];
  if (form === "") return text;
  const value = variables[name];
  const isSet = value !== undefined && !(colon && value === "");
  if (!isSet && operator === "?") throw new Error(`${name}: ${word}`);
  const replacement = isSet ? value : operator === "-" ? word : "";
  return interpolate(
    text.replace(form, () => replacement),
    variables,
  );
}

/** Reads NAME=value lines. */
export const readVariables = (text: string): Strings =>
  Object.fromEntries(
    text.split("\n").flatMap((line) => {
      const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
      return name ? [[name, value ?? ""]] : [];
    }),
  );
