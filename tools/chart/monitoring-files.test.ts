import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ROOT } from "@/tools/root";
import { reasonToSkip } from "./helm";
import { schemaProblems } from "./kubernetes-schemas";
import { ofKind } from "./pod-templates";
import { MINIMAL, renderChart } from "./render-chart";

const filesOf = (folder: string, extension: string) =>
  fs
    .readdirSync(path.join(ROOT, "deploy", folder))
    .filter((file) => file.endsWith(extension))
    .map((file) => ({ file, text: fs.readFileSync(path.join(ROOT, "deploy", folder, file), "utf8") }));

const rules = filesOf("prometheus", ".yaml");
const dashboards = filesOf("grafana", ".json");
/** What the cluster's API takes in one ConfigMap. */
const CONFIGMAP_BYTES = 1024 * 1024;
const skip = reasonToSkip();

describe.skipIf(skip)("the chart carries the monitoring of deploy", () => {
  test.skipIf(rules.length === 0)("every rule, word for word", () => {
    const values = { ...MINIMAL, monitoring: { prometheusRule: { enabled: true } } };
    const rendered = ofKind(renderChart({ values }), "PrometheusRule");
    expect(rendered.map(({ spec }) => spec)).toEqual(rules.map(({ text }) => parse(text)));
    expect(rendered.flatMap(schemaProblems)).toEqual([]);
  });

  test("with the repository's address each alert links to its runbook", () => {
    const repositoryUrl = "https://github.com/example/msa-air/blob/main";
    const values = { ...MINIMAL, monitoring: { prometheusRule: { enabled: true, repositoryUrl } } };
    const links = ofKind(renderChart({ values }), "PrometheusRule").flatMap(({ spec }) =>
      spec.groups.flatMap(
        ({ rules }: { rules: { alert?: string; annotations?: { runbook_url: string } }[] }) =>
          rules.filter(({ alert }) => alert).map(({ annotations }) => annotations?.runbook_url ?? ""),
      ),
    );
    expect(links.length).toBeGreaterThan(20);
    for (const link of links) {
      expect(link.startsWith(`${repositoryUrl}/docs/runbooks/`), link).toBe(true);
      expect(fs.existsSync(path.join(ROOT, link.slice(repositoryUrl.length + 1))), link).toBe(true);
    }
  });

  test.skipIf(dashboards.length === 0)("every dashboard, each small enough", () => {
    const values = { ...MINIMAL, monitoring: { dashboards: { enabled: true } } };
    const rendered = ofKind(renderChart({ values }), "ConfigMap").filter(
      ({ metadata }) => metadata.labels.grafana_dashboard,
    );
    expect(rendered.map(({ data }) => Object.keys(data))).toEqual(dashboards.map(({ file }) => [file]));
    for (const [index, { data }] of rendered.entries()) {
      const [text = ""] = Object.values(data as Record<string, string>);
      expect(JSON.parse(text)).toEqual(JSON.parse(dashboards[index]!.text));
      expect(Buffer.byteLength(text)).toBeLessThan(CONFIGMAP_BYTES);
    }
    expect(rendered.flatMap(schemaProblems)).toEqual([]);
  });
});

describe.skipIf(skip)("the autoscaler's metric", () => {
  test("has the name that the Prometheus adapter gives it", () => {
    const adapter = parse(
      fs.readFileSync(path.join(ROOT, "deploy/helm/prometheus-adapter-values.yaml"), "utf8"),
    );
    const values = { ...MINIMAL, autoscaling: { queueDepth: { enabled: true } } };
    const [scaler] = ofKind(renderChart({ values }), "HorizontalPodAutoscaler");
    const names = scaler!.spec.metrics.flatMap(({ external }: { external?: { metric: { name: string } } }) =>
      external ? [external.metric.name] : [],
    );
    expect(names).toEqual(adapter.rules.external.map(({ name }: { name: { as: string } }) => name.as));
    for (const { seriesQuery } of adapter.rules.external) expect(seriesQuery).toContain(`"${names[0]}"`);
  });

  test("is one that the site gives", () => {
    const sources = ["app/api/metrics", "server/shared"].flatMap((folder) =>
      fs
        .readdirSync(path.join(ROOT, folder))
        .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
        .map((file) => fs.readFileSync(path.join(ROOT, folder, file), "utf8")),
    );
    expect(sources.some((text) => text.includes('"msa_outbox_waiting"'))).toBe(true);
  });
});
