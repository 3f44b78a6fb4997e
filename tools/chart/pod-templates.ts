import type { KubernetesDocument } from "./render-chart";

// biome-ignore lint/suspicious/noExplicitAny: parts of documents whose schemas are checked apart
export type Part = any;

/** A pod that the release will run. */
export interface PodTemplate {
  /** The document that makes it, such as `Deployment msa-air`. */
  owner: string;
  document: KubernetesDocument;
  component: string;
  labels: Record<string, string>;
  spec: Part;
  containers: Part[];
  /** Whether it runs until it is asked to end. */
  isService: boolean;
}

const SERVICES = new Set(["Deployment", "StatefulSet"]);

/** All pods of the release: of Deployments, StatefulSets, Jobs and CronJobs, and pods alone. */
export function podTemplates(documents: readonly KubernetesDocument[]): PodTemplate[] {
  return documents.flatMap((document) => {
    const template = templateOf(document);
    if (!template) return [];
    const { metadata = {}, spec } = template;
    return [
      {
        owner: nameOf(document),
        document,
        component: metadata.labels?.["app.kubernetes.io/component"] ?? "",
        labels: metadata.labels ?? {},
        spec,
        containers: [...(spec.initContainers ?? []), ...spec.containers],
        isService: SERVICES.has(document.kind),
      },
    ];
  });
}

function templateOf(document: KubernetesDocument): Part {
  if (document.kind === "Pod") return document;
  if (document.kind === "CronJob") return document.spec.jobTemplate.spec.template;
  return SERVICES.has(document.kind) || document.kind === "Job" ? document.spec.template : undefined;
}

export const nameOf = (document: KubernetesDocument): string => `${document.kind} ${document.metadata?.name}`;

export const isHook = (document: KubernetesDocument): boolean =>
  document.metadata?.annotations?.["helm.sh/hook"] !== undefined;

export const ofKind = (documents: readonly KubernetesDocument[], kind: string): KubernetesDocument[] =>
  documents.filter((document) => document.kind === kind);

/** Whether the labels have each of these. */
export const hasLabels = (labels: Record<string, string>, wanted: Record<string, string> = {}): boolean =>
  Object.entries(wanted).every(([name, value]) => labels[name] === value);
