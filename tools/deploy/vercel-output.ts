import fs from "node:fs";
import path from "node:path";
import { ROOT } from "@/tools/root";
import type { BuiltFunction, VercelOutput } from "./vercel-output-rules";

const SUFFIX = ".func";

/** Reads `.vercel/output` of a checkout. A function's size counts each file once that Vercel would put into it. */
export function readVercelOutput(folder = path.join(ROOT, ".vercel/output")): VercelOutput {
  const {
    version,
    routes = [],
    crons = [],
  } = JSON.parse(fs.readFileSync(path.join(folder, "config.json"), "utf8"));
  const root = path.join(folder, "functions");
  const all = fs
    .readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => name.split(path.sep).join("/"));
  // Pages that share a function are links to it.
  const own = all.filter((name) => fs.lstatSync(path.join(root, name)).isDirectory());
  return {
    version,
    routes,
    crons,
    functions: own.map((name) => readFunction(root, name)),
    answered: new Set(all.map((name) => name.slice(0, -SUFFIX.length))),
  };
}

function readFunction(root: string, name: string): BuiltFunction {
  const folder = path.join(root, name);
  const { filePathMap = {}, ...config } = JSON.parse(
    fs.readFileSync(path.join(folder, ".vc-config.json"), "utf8"),
  );
  const inside = fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => path.join(folder, file));
  const outside = Object.values(filePathMap as Record<string, string>).map((file) => path.join(ROOT, file));
  const bytes = [...inside, ...outside].reduce((sum, file) => sum + sizeOf(file), 0);
  return { path: name.slice(0, -SUFFIX.length), bytes, config };
}

function sizeOf(file: string): number {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat?.isFile() ? stat.size : 0;
}
