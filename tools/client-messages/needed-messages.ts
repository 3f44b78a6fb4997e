import path from "node:path";
import ts from "typescript";
import { sourceFiles } from "@/tools/checks/source-files";
import { ROOT } from "@/tools/root";
import { ClientGraph } from "./client-graph";
import { MessageUses } from "./message-uses";

/** Entry of the app → the paths of the messages that its client components read and no layout above has sent. */
export type NeededMessages = Record<string, string[]>;

/** A part of a page that is not always there, such as a form that opens on request: it sends its messages when it is. */
const isPart = (file: string) => /^app\/\[locale\]\/.*\.part\.tsx$/.test(file);
const isEntry = (file: string) => isPart(file) || /^app\/\[locale\]\/(.*\/)?(page|layout)\.tsx$/.test(file);
/** What shows in place of a page: the layout beside it sends their messages. */
const STAND_INS = ["error.tsx", "not-found.tsx"];

/**
 * Reads the project and says which messages each page and layout has to send.
 * @throws Error naming the places whose code does not show which messages they read.
 */
export function neededMessages(root = ROOT): NeededMessages {
  const files = sourceFiles(root, ["app"]).map((file) => file.path);
  const entries = files.filter(isEntry);
  const standInsOf = (entry: string) =>
    STAND_INS.map((name) => path.posix.join(path.posix.dirname(entry), name)).filter((file) =>
      files.includes(file),
    );
  const program = programOf(root, [...entries, ...entries.flatMap(standInsOf)]);
  const graph = new ClientGraph(program, root, isPart);
  const uses = new MessageUses(program.getTypeChecker());
  const usesOfFile = memo((source: ts.SourceFile) => uses.of(source));
  const ownUses = memo((entry: string) => {
    const together = entry.endsWith("layout.tsx") ? [entry, ...standInsOf(entry)] : [entry];
    const found = graph.clientFilesOf(together).flatMap((source) => [...usesOfFile(source)]);
    return shortest(new Set(found));
  });
  const needed = Object.fromEntries(
    entries.map((entry) => {
      const above = new Set(aroundOf(entry, entries).flatMap((layout) => [...ownUses(layout)]));
      const own = [...ownUses(entry)].filter((each) => !isCovered(each, above));
      return [entry, own.sort()];
    }),
  );
  if (uses.problems.length > 0) throw new Error(uses.problems.join("\n"));
  return needed;
}

function programOf(root: string, entries: readonly string[]): ts.Program {
  const config = ts.readConfigFile(path.join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const names = [...entries, "i18n/types.d.ts", "next-env.d.ts"].map((file) => path.join(root, file));
  return ts.createProgram(names, { ...options, noEmit: true, incremental: false });
}

/** The layouts around an entry, from the outside in; around a part also the page beside it. */
function aroundOf(entry: string, entries: readonly string[]): string[] {
  const folders = path.posix.dirname(entry).split("/");
  const layouts = folders.map((_, n) => `${folders.slice(0, n + 1).join("/")}/layout.tsx`);
  const around = isPart(entry) ? [...layouts, `${folders.join("/")}/page.tsx`] : layouts;
  return around.filter((each) => each !== entry && entries.includes(each));
}

const isCovered = (message: string, by: ReadonlySet<string>) =>
  message.split(".").some((_, n, names) => by.has(names.slice(0, n + 1).join(".")));

/** Without the paths that lie below another one of the set. */
function shortest(paths: ReadonlySet<string>): Set<string> {
  const parentOf = (each: string) => each.slice(0, Math.max(0, each.lastIndexOf(".")));
  return new Set([...paths].filter((each) => each !== "" && !isCovered(parentOf(each), paths)));
}

function memo<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}
