import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ROOT } from "@/tools/root";
import { secretNames } from "./environment-rules";
import { reasonToSkip } from "./helm";
import { brokenPromises } from "./promises";
import { CHART, type KubernetesDocument, MINIMAL, NAMESPACE, RELEASE, renderChart } from "./render-chart";

/** The two sections about Kubernetes: their commands, one a line, and their values files by their name. */
const guide = fs
  .readFileSync(path.join(ROOT, "docs/deploy.md"), "utf8")
  .split(/^(?=## )/m)
  .filter((section) => /^## .*Kubernetes$/m.test(section.split("\n", 1)[0] ?? ""))
  .join("");
const blocks = (language: string) =>
  [...guide.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, "g"))].map(([, text = ""]) => text);
const commands = blocks("sh")
  .flatMap((text) => text.replaceAll("\\\n", " ").split("\n"))
  .map((line) => line.trim().replaceAll(/\s+/g, " "))
  .filter((line) => line !== "");
const ownValues = blocks("yaml")
  .map((text) => [text.split("\n", 1)[0] ?? "", parse(text) as object] as const)
  .filter(([name]) => name.startsWith("# air.yaml"));
const installs = commands.filter(
  (line) => line.startsWith("helm upgrade") && line.includes("deploy/helm/msa-air"),
);

/** The release as a command of the guide makes it, with `own` as air.yaml. */
function rendered(command: string, own: object): KubernetesDocument[] {
  const given = [...command.matchAll(/--values (\S+)/g)].map(([, file = ""]) => file);
  const set = Object.fromEntries(
    [...command.matchAll(/--set(?:-string)? ([\w.]+)=/g)].map(([, name]) => [name, true]),
  );
  const values = given.includes("air.yaml") ? own : {};
  const required = set.appUrl && set["image.repository"] ? MINIMAL : {};
  return renderChart({
    files: given
      .filter((file) => file !== "air.yaml")
      .map((file) => path.relative(CHART, path.join(ROOT, file))),
    values: merged(
      required,
      merged(withoutMissingFiles(values), { image: set["image.tag"] ? { tag: "abc" } : {} }),
    ),
    upgrade: command.startsWith("helm upgrade air"),
  });
}

// biome-ignore lint/suspicious/noExplicitAny: values of any form
function merged(base: any, over: any): any {
  const all = { ...base };
  for (const [key, value] of Object.entries(over))
    all[key] = isMap(value) && isMap(all[key]) ? merged(all[key], value) : value;
  return all;
}
const isMap = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);

/** A chart without rules or dashboards refuses to bring them. */
function withoutMissingFiles(values: object): object {
  const has = (folder: string, extension: string) =>
    fs.readdirSync(path.join(ROOT, "deploy", folder)).some((file) => file.endsWith(extension));
  if (!("monitoring" in values)) return values;
  return merged(values, {
    monitoring: {
      prometheusRule: { enabled: has("prometheus", ".yaml") },
      dashboards: { enabled: has("grafana", ".json") },
    },
  });
}

const skip = reasonToSkip();

/** Each way of the guide with each of its values; recovery is of a CloudNativePG cluster. */
const RELEASES = installs.flatMap((command) =>
  ownValues
    .filter(([name]) => !(command.includes("values-cloud") && name.includes("recovered")))
    .filter(([name]) => !command.includes("values-kind") || name === "# air.yaml")
    .map(([name, own]) => ({ command, name, documents: skip ? [] : rendered(command, own) })),
);

const everyDocument = RELEASES.flatMap(({ documents }) => documents);

/** A recovery goes without a migration. */
const expected = (problem: string, name: string) =>
  name.includes("recovered") && problem === "migration first: there is no migration";

describe.skipIf(skip)("the guide for Kubernetes", () => {
  test("has commands and values for each way", () => {
    expect(installs).toHaveLength(5);
    expect(ownValues.map(([name]) => name)).toHaveLength(4);
  });

  test.each(RELEASES)("$command ($name) renders a release that keeps the promises", ({ name, documents }) => {
    expect(brokenPromises(documents).filter((problem) => !expected(problem, name))).toEqual([]);
  });

  test("makes every Secret that the release needs, with every key", () => {
    const documents = renderChart({ files: ["values-selfhosted.yaml"], values: MINIMAL });
    for (const secret of ["msa-air", "msa-air-inngest-database"]) {
      const command = commands.find((line) => line.includes(`create secret generic ${secret} `)) ?? "";
      const keys = [...command.matchAll(/--from-(?:literal|file)=(\w+)=/g)].map(([, key]) => key);
      expect(keys, secret).toEqual(expect.arrayContaining(secretNames(documents, secret)));
    }
  });

  test("makes the Secret that the nodes pull with", () => {
    const [first] = ownValues.map(([, values]) => values as { imagePullSecrets?: { name: string }[] });
    expect(first?.imagePullSecrets).toHaveLength(1);
    for (const { name } of first?.imagePullSecrets ?? [])
      expect(
        commands.some((line) => line.includes(`create secret docker-registry ${name} `)),
        name,
      ).toBe(true);
  });

  test("never draws a second key for the builds", () => {
    const drawn = commands.filter((line) => line.includes("> server-actions.key"));
    expect(drawn).toHaveLength(2);
    for (const line of drawn) expect(line).toMatch(/^test -s server-actions\.key \|\| /);
  });

  test("names nothing that the release does not have", () => {
    const names = new Set(
      everyDocument.map(({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name}`),
    );
    // Made by the operators, or by the command itself.
    const monitoring = ["prometheus", "grafana"].map((part) => `service/kube-prometheus-stack-${part}`);
    for (const made of ["service/msa-air-db-rw", "certificate/msa-air-tls", "job/backup-now", ...monitoring])
      names.add(made);
    const used = commands.flatMap((line) => [
      ...[
        ...line.matchAll(/\b(deployment|statefulset|service|cronjob|job|certificate|cluster)\/([\w-]+)/g),
      ].map(([name]) => name),
      ...[...line.matchAll(/get (cluster|gateway) ([\w-]+)/g)].map(([, kind, name]) => `${kind}/${name}`),
    ]);
    expect(used.length).toBeGreaterThan(8);
    expect(used.filter((name) => !names.has(name))).toEqual([]);
  });

  test("uses one release and one namespace", () => {
    for (const line of commands.filter((one) => /^(kubectl|helm) /.test(one) && / air\b/.test(one)))
      expect(line).toMatch(new RegExp(`--namespace ${NAMESPACE}\\b|namespace ${NAMESPACE}\\b`));
    for (const line of installs) expect(line).toMatch(new RegExp(`(--install|upgrade) ${RELEASE} `));
  });

  test("names components that pods have", () => {
    const components = new Set(
      everyDocument.map(({ metadata }) => metadata.labels["app.kubernetes.io/component"]),
    );
    const used = [...guide.matchAll(/app\.kubernetes\.io\/component=(\w+)/g)].map(([, name]) => name);
    expect(used.length).toBeGreaterThan(1);
    expect(used.filter((name) => !components.has(name))).toEqual([]);
  });

  test("names values that the chart has", () => {
    const known = parse(fs.readFileSync(path.join(CHART, "values.yaml"), "utf8"));
    const quoted = [...guide.matchAll(/`([a-z][A-Za-z]+(?:\.[A-Za-z]+)+)`/g)].map(([, name = ""]) => name);
    const values = quoted.filter((name) => name.split(".")[0]! in known);
    expect(values.length).toBeGreaterThan(8);
    for (const name of values)
      expect(
        name.split(".").reduce((value, key) => value?.[key], known),
        name,
      ).toBeDefined();
  });
});
