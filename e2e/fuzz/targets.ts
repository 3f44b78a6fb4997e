import fs from "node:fs";
import path from "node:path";
import { ROOT } from "@/tools/root";

/** All routes, pages and actions, read from the app folder, so that new ones are fuzzed too. */

const APP = path.join(ROOT, "app");
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

export type Route = { path: string; methods: readonly string[] };
export type Action = { id: string; name: string; page: string };

const files = (folder: string): string[] =>
  fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? files(file) : [file];
  });

const sources = files(APP).map((file) => ({ file, text: fs.readFileSync(file, "utf8") }));

/** `app/[locale]/(site)/trips/[locator]/page.tsx` → `/[locale]/trips/[locator]`. */
const addressOf = (file: string): string =>
  `/${path.relative(APP, path.dirname(file))}`.replaceAll(/\/\([^)]+\)/g, "").replace(/\/$/, "") || "/";

export const pages: Route[] = sources
  .filter(({ file }) => path.basename(file) === "page.tsx")
  .map(({ file }) => ({ path: addressOf(file), methods: ["GET", "GET", "GET", "POST", "PUT"] }));

export const routes: Route[] = sources
  .filter(({ file }) => path.basename(file) === "route.ts")
  .map(({ file, text }) => ({
    path: addressOf(file),
    methods: METHODS.filter((method) => new RegExp(`export [^;]*\\b${method}\\b`).test(text)),
  }));

/** The names that a file of server actions exports. */
export const declaredActions = (): string[] =>
  sources
    .filter(({ text }) => /^"use server";/.test(text))
    .flatMap(({ file, text }) =>
      [...text.matchAll(/export async function (\w+)/g)].map(
        ([, name]) => `app/${path.relative(APP, file)}#${name}`,
      ),
    );

type Manifest = {
  node: Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }>;
};

/** The actions of the build, each with a page from which it is called. */
export function builtActions(): Action[] {
  const file = path.resolve(process.env.MSA_DIST_DIR || ".next", "server/server-reference-manifest.json");
  const { node } = JSON.parse(fs.readFileSync(file, "utf8")) as Manifest;
  return Object.entries(node).map(([id, { filename, exportedName, workers }]) => ({
    id,
    name: `${filename}#${exportedName}`,
    page: addressOf(path.join(APP, "..", `${Object.keys(workers)[0]}.tsx`)),
  }));
}
