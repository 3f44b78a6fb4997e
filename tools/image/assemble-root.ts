import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { ROOT } from "@/tools/root";
import { buildContext, matchedBy } from "./build-context";
import { copyOf, type Dockerfile, type Stage, type Step, stageNamed, stepsOf } from "./dockerfile";

/** How a container of an image is started. Paths are those inside of the image. */
export interface ImageConfig {
  env: Record<string, string>;
  workdir: string;
  user: { uid: number; gid: number };
  command: string[];
  healthcheck: string[] | null;
  stopSignal: NodeJS.Signals;
}

export interface AssembledImage {
  /** The folder that stands for the image's `/`. It holds what the Dockerfile puts there, not what its base holds. */
  root: string;
  config: ImageConfig;
}

export interface AssembleOptions {
  /** An empty folder; each stage gets a folder in it. */
  folder: string;
  /** Runs npm and the build as the Dockerfile says. Without it those of the repository take their place. */
  isReal: boolean;
  /** Values of the build's secrets, by the variable that the Dockerfile mounts them as. */
  secrets?: Record<string, string>;
}

/** Changes to what the base image brought. That is not in our folder, and this machine's own must stay. */
const CHANGES_TO_BASE = /^rm -rf( +\/(usr\/local|opt)\/\S+)+$/;
const MAKE_FOLDER = /^install -d -o (\d+) -g (\d+) (\/\S+)$/;

/** Carries out a Dockerfile's instructions in folders, without a container engine. */
export class Assembler {
  private readonly context = buildContext();
  private readonly done = new Map<string, string>();

  constructor(
    private readonly dockerfile: Dockerfile,
    private readonly options: AssembleOptions,
  ) {}

  /** Builds a stage and those it copies from. @throws Error with the instruction that failed. */
  assemble(name: string): AssembledImage {
    const stage = stageNamed(this.dockerfile, name);
    return { root: this.rootOf(stage), config: this.configOf(stage) };
  }

  private rootOf(stage: Stage): string {
    const known = this.done.get(stage.name);
    if (known) return known;
    const root = path.join(this.options.folder, stage.name);
    fs.mkdirSync(root, { recursive: true });
    this.done.set(stage.name, root);
    const env: Record<string, string> = {};
    let workdir = "/";
    for (const { step } of stepsOf(this.dockerfile, stage)) {
      for (const { name, value } of variablesOf(step)) env[name] = value;
      if (step.keyword === "WORKDIR") workdir = path.posix.join(workdir, step.text);
      if (step.keyword === "WORKDIR") fs.mkdirSync(path.join(root, workdir), { recursive: true });
      if (step.keyword === "COPY") this.copy(step, root, workdir);
      if (step.keyword === "RUN") this.run(step, root, workdir, env);
    }
    return root;
  }

  private copy(step: Step, root: string, workdir: string): void {
    const { from, sources, target } = copyOf(step);
    const origin = from === null ? ROOT : this.rootOf(stageNamed(this.dockerfile, from));
    const isFolder = target.endsWith("/") || sources.length > 1;
    for (const source of sources) {
      const to = path.join(root, path.posix.resolve(workdir, target));
      if (from === null) this.copyContext(source, to);
      // Node itself comes from the base image, of which we have no files.
      else if (source === "/usr/local/bin/node") continue;
      else copyTree(path.join(origin, source), isFolder ? path.join(to, baseOf(origin, source)) : to);
    }
  }

  private copyContext(source: string, to: string): void {
    const files = matchedBy(source, this.context);
    if (files.length === 0) throw new Error(`COPY ${source}: the build context has no such file`);
    const isFolder = fs.statSync(path.join(ROOT, source)).isDirectory();
    for (const file of files)
      copyTree(
        path.join(ROOT, file),
        path.join(to, isFolder ? path.relative(source, file) : path.basename(file)),
      );
  }

  private run(step: Step, root: string, workdir: string, env: Record<string, string>): void {
    const [, uid, gid, folder] = MAKE_FOLDER.exec(step.text) ?? [];
    const cwd = path.join(root, workdir);
    if (CHANGES_TO_BASE.test(step.text)) return;
    if (folder) makeFolder(path.join(root, folder), Number(uid), Number(gid));
    else if (this.options.isReal) runHere(step, cwd, { ...env, ...this.secretsOf(step) });
    else takeFromRepository(step, cwd);
  }

  private secretsOf(step: Step): Record<string, string> {
    const mounts = step.flags.filter(({ name, value }) => name === "mount" && value.includes("type=secret"));
    const names = mounts.flatMap(({ value }) => /env=(\w+)/.exec(value)?.[1] ?? []);
    const given = this.options.secrets ?? {};
    return Object.fromEntries(names.flatMap((name) => (given[name] ? [[name, given[name]]] : [])));
  }

  private configOf(stage: Stage): ImageConfig {
    const steps = stepsOf(this.dockerfile, stage).map(({ step }) => step);
    const last = (keyword: string) => steps.findLast((step) => step.keyword === keyword);
    const [uid = 0, gid = 0] = (last("USER")?.text ?? "0:0").split(":").map(Number);
    const env = steps.filter(({ keyword }) => keyword === "ENV").flatMap(variablesOf);
    return {
      env: Object.fromEntries(env.map(({ name, value }) => [name, value])),
      workdir: last("WORKDIR")?.text ?? "/",
      user: { uid, gid },
      command: [...(last("ENTRYPOINT")?.json ?? []), ...(last("CMD")?.json ?? [])],
      healthcheck: last("HEALTHCHECK")?.json ?? null,
      stopSignal: (last("STOPSIGNAL")?.text ?? "SIGTERM") as NodeJS.Signals,
    };
  }
}

const variablesOf = ({ keyword, properties }: Step) =>
  keyword === "ENV" || keyword === "ARG" ? properties : [];

/** A folder's contents are copied, not the folder; a file keeps its name. */
const baseOf = (origin: string, source: string) =>
  fs.statSync(path.join(origin, source)).isDirectory() ? "" : path.posix.basename(source);

function copyTree(from: string, to: string): void {
  fs.mkdirSync(path.dirname(to), { recursive: true });
  // The folder itself may be a link to the repository's; links inside of it stay links.
  fs.cpSync(fs.realpathSync(from), to, {
    recursive: true,
    verbatimSymlinks: true,
    mode: fs.constants.COPYFILE_FICLONE,
  });
}

/** Runs a step with the variables that the Dockerfile gives it, and of this machine's what a shell needs. */
function runHere({ text }: Step, cwd: string, env: Record<string, string>): void {
  console.log(`  RUN ${text.replaceAll(/\s+/g, " ")}`);
  const { PATH, HOME, TMPDIR } = process.env;
  const { status } = spawnSync("sh", ["-c", text], {
    ...{ cwd, stdio: ["ignore", "inherit", "inherit"] },
    env: { PATH, HOME, TMPDIR, ...env } as unknown as NodeJS.ProcessEnv,
  });
  if (status !== 0) throw new Error(`RUN ${text} failed`);
}

function makeFolder(folder: string, uid: number, gid: number): void {
  fs.mkdirSync(folder, { recursive: true });
  if (process.getuid?.() === 0) fs.chownSync(folder, uid, gid);
}

/** What a RUN step makes, taken from the repository, where the checks before this one have made it. */
function takeFromRepository({ text }: Step, cwd: string): void {
  const link = (name: string) => fs.symlinkSync(path.join(ROOT, name), path.join(cwd, name));
  if (text.startsWith("npm ci ")) link("node_modules");
  else if (text.includes("tools/ensure.mjs --build")) {
    fs.mkdirSync(path.join(cwd, ".next"), { recursive: true });
    link(".next/standalone");
    bundlePrograms(path.join(cwd, ".next/programs"));
  } else throw new Error(`nothing stands for RUN ${text}`);
}

function bundlePrograms(outDir: string): void {
  const bundle = ["--import", "tsx", "tools/image/bundle-programs.ts", outDir];
  const { status } = spawnSync(process.execPath, bundle, { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) throw new Error("the programs cannot be bundled");
}
