import fs from "node:fs";
import path from "node:path";
import { ROOT } from "@/tools/root";
import * as entry from "./entry-rules";
import * as environment from "./environment-rules";
import { schemaProblems } from "./kubernetes-schemas";
import { network } from "./network-rules";
import * as pods from "./pod-rules";
import type { KubernetesDocument } from "./render-chart";
import * as rollout from "./rollout-rules";

export type ChartPromise = (documents: readonly KubernetesDocument[]) => string[];

/** What the chart promises, whatever its values are. Each returns what is not kept. */
export const PROMISES: Record<string, ChartPromise> = {
  "the cluster's schemas": (documents) => documents.flatMap(schemaProblems),
  "no root": pods.noRoot,
  "locked containers": pods.lockedContainers,
  "no token": pods.noToken,
  probes: pods.probes,
  "pinned images": pods.pinnedImages,
  resources: pods.resources,
  mounts: pods.mounts,
  "writable folders": pods.writableFolders,
  "rolling update": rollout.rollingUpdate,
  "disruption budget": rollout.budget,
  "grace period": rollout.grace(longestRequestSeconds()),
  selectors: rollout.selectors,
  "service ports": rollout.servicePorts,
  "readiness gates traffic": rollout.readinessGates,
  "migration first": rollout.migrationOrder,
  references: rollout.referencesExist(["PersistentVolumeClaim mine"]),
  "distinct documents": rollout.documentsAreDistinct,
  backups: rollout.backups,
  environment: environment.environment,
  addresses: environment.addresses,
  "TLS to the database": environment.databaseTls,
  "token of the metrics": environment.monitorToken,
  network,
  "body limits": entry.bodyLimits,
  "rate limits": entry.rateLimits,
  "session affinity": entry.sessionAffinity,
  "TLS at the entry": entry.tls,
};

/** Returns every promise that is not kept, by its name. */
export const brokenPromises = (documents: readonly KubernetesDocument[]): string[] =>
  Object.entries(PROMISES).flatMap(([name, check]) =>
    check(documents).map((problem) => `${name}: ${problem}`),
  );

/** The time limit of a request, wherever the edge of the site says it. */
function longestRequestSeconds(): number {
  const edge = path.join(ROOT, "app/_lib/edge");
  const sources = fs.readdirSync(edge).map((file) => fs.readFileSync(path.join(edge, file), "utf8"));
  const [, constant, field] =
    /REQUEST_TIMEOUT_MS = ([\d_]+)|requestTimeoutMs: ([\d_]+)/.exec(sources.join("\n")) ?? [];
  const ms = Number((constant ?? field ?? "").replaceAll("_", ""));
  if (!(ms > 0)) throw new Error("app/_lib/edge has no time limit of a request");
  return ms / 1_000;
}
