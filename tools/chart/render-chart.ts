import { spawnSync } from "node:child_process";
import path from "node:path";
import { parseAllDocuments } from "yaml";
import { ROOT } from "@/tools/root";
import { ensureHelm } from "./helm";

export const CHART = path.join(ROOT, "deploy/helm/msa-air");
export const RELEASE = "msa-air";
export const NAMESPACE = "air";

/** What every installation has to give. */
export const MINIMAL = {
  appUrl: "https://air.example.com",
  image: { repository: "ghcr.io/example/msa-air" },
  business: {
    name: "예시항공 주식회사",
    representative: "김예시",
    address: "서울특별시 강서구 하늘길 1",
    phone: "02-1234-5678",
    email: "help@air.example.com",
    registrationNumber: "123-45-67891",
    mailOrderNumber: "2026-서울강서-0123",
    hosting: "Example Cloud",
  },
};

// biome-ignore lint/suspicious/noExplicitAny: documents of any kind; their schemas are checked apart
export type KubernetesDocument = { apiVersion: string; kind: string; metadata: any; [field: string]: any };

export interface Rendering {
  chart?: string;
  /** Values files of the chart, by name. */
  files?: string[];
  values?: object;
  /** As `helm upgrade` sees it, not as `helm install`. */
  upgrade?: boolean;
}

/** Renders the chart by the real helm. @throws Error with helm's own message. */
export function renderChart(rendering: Rendering = {}): KubernetesDocument[] {
  const upgrade = rendering.upgrade ? ["--is-upgrade"] : [];
  const text = helm(
    ["template", RELEASE, rendering.chart ?? CHART, "--namespace", NAMESPACE, ...upgrade],
    rendering,
  );
  return parseAllDocuments(text).flatMap((document) => {
    if (document.errors[0]) throw document.errors[0];
    const value = document.toJS() as KubernetesDocument | null;
    return value ? [value] : [];
  });
}

/** Runs `helm lint --strict`. @throws Error with helm's own message. */
export const lintChart = (rendering: Rendering = {}): string =>
  helm(["lint", "--strict", rendering.chart ?? CHART, "--namespace", NAMESPACE], rendering);

function helm(args: string[], { chart = CHART, files = [], values = {} }: Rendering): string {
  const given = files.flatMap((file) => ["--values", path.resolve(chart, file)]);
  const result = spawnSync(ensureHelm(), [...args, ...given, "--values", "-"], {
    encoding: "utf8",
    input: JSON.stringify(values),
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status !== 0)
    throw new Error(`${result.stderr}${result.stdout}`.trim() || result.error?.message);
  return result.stdout;
}
