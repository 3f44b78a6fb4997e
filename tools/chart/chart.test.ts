import { describe, expect, test } from "vitest";
import { chartCopy } from "./chart-copy";
import { reasonToSkip } from "./helm";
import { schemaProblems } from "./kubernetes-schemas";
import type { Part } from "./pod-templates";
import { brokenPromises } from "./promises";
import { lintChart, MINIMAL, type Rendering, renderChart } from "./render-chart";

const skip = reasonToSkip();

const SELF_HOSTED = ["values-selfhosted.yaml"];
const CLOUD = ["values-cloud.yaml"];
const KIND = [...SELF_HOSTED, "values-kind.yaml"];
const given = (values: object = {}): object => ({ ...MINIMAL, ...values });

/** Each values file, and each option in a release where it matters. */
const RELEASES: Record<string, Rendering> = {
  "nothing but what is required": { values: given() },
  "self-hosted": { files: SELF_HOSTED, values: given() },
  "self-hosted, upgraded": { files: SELF_HOSTED, values: given(), upgrade: true },
  cloud: { files: CLOUD, values: given() },
  "cloud, upgraded": { files: CLOUD, values: given(), upgrade: true },
  "one machine": { files: KIND, values: {} },
  "ingress-nginx": { values: given({ ingress: { enabled: true, clusterIssuer: "letsencrypt" } }) },
  "a gateway that is there": {
    files: CLOUD,
    values: given({
      gateway: { create: false, name: "shared", namespace: "gateways", envoy: { rateLimits: true } },
    }),
  },
  Linkerd: { files: SELF_HOSTED, values: given({ mesh: { provider: "linkerd" } }) },
  Istio: { files: SELF_HOSTED, values: given({ mesh: { provider: "istio" } }) },
  "Istio, not strict": { files: CLOUD, values: given({ mesh: { provider: "istio", strict: false } }) },
  "a pooler and point-in-time recovery": {
    files: SELF_HOSTED,
    values: given({
      postgresql: {
        pooler: { enabled: true },
        pitr: { destinationPath: "s3://bucket/air", endpointURL: "https://s3.example.com" },
        parameters: { shared_buffers: "512MB" },
      },
    }),
  },
  "a recovery, with a console": {
    files: SELF_HOSTED,
    values: given({
      postgresql: {
        clusterName: "msa-air-db-2",
        pitr: { destinationPath: "s3://bucket/air" },
        recovery: { from: "msa-air-db", targetTime: "2027-01-31T02:00:00Z" },
      },
      console: { enabled: true },
    }),
    upgrade: true,
  },
  "the engine's own database elsewhere": { values: given({ inngest: { selfHosted: { enabled: true } } }) },
  "webhooks to a second port": { values: given({ webhooks: { ports: [443, 8443] } }) },
  "a vault": { files: CLOUD, values: given({ externalSecret: { enabled: true, storeName: "vault" } }) },
  monitoring: {
    files: CLOUD,
    values: given({
      monitoring: { serviceMonitor: { enabled: true, labels: { release: "prometheus" } } },
      autoscaling: { queueDepth: { enabled: true } },
      tracing: { endpoint: "http://collector.observability.svc:4318/", samplerArg: "1" },
    }),
  },
  "no autoscaling, no budget, by digest": {
    files: CLOUD,
    values: given({
      image: { ...MINIMAL.image, digest: `sha256:${"a".repeat(64)}` },
      autoscaling: { enabled: false },
      replicaCount: 3,
      podDisruptionBudget: { enabled: false },
    }),
  },
  "seeded, with a volume of one's own": {
    files: CLOUD,
    values: given({ seed: { enabled: true }, backup: { enabled: true, storage: { existingClaim: "mine" } } }),
  },
  "nodes chosen": {
    values: given({
      nodeSelector: { pool: "web" },
      tolerations: [{ key: "web", operator: "Exists", effect: "NoSchedule" }],
      affinity: { nodeAffinity: {} },
      podAnnotations: { team: "air" },
      priorityClassName: "sales",
      imagePullSecrets: [{ name: "registry" }],
      serviceAccount: { annotations: { role: "none" } },
      mailFrom: "Air <air@example.com>",
      business: { example: true },
      networkPolicy: {
        extraEgress: [{ to: [{ podSelector: {} }], ports: [{ port: 8080, protocol: "TCP" }] }],
      },
    }),
  },
};

describe.skipIf(skip)("the chart keeps its promises", () => {
  test.each(Object.entries(RELEASES))("%s", (_, release) => {
    const documents = renderChart(release);
    expect(documents.length).toBeGreaterThan(8);
    expect(brokenPromises(documents)).toEqual([]);
  });

  test.each(Object.entries({ minimal: [], "self-hosted": SELF_HOSTED, cloud: CLOUD, "one machine": KIND }))(
    "helm lint finds nothing: %s",
    (name, files) => {
      expect(lintChart({ files, values: name === "one machine" ? {} : given() })).toContain(
        "0 chart(s) failed",
      );
    },
  );
});

describe.skipIf(skip)("the chart refuses", () => {
  test.each([
    [
      "connections that do not fit",
      { database: { maxConnections: 60 } },
      /8 replicas .* × poolSize 8 .* = 76, but .* 60/,
    ],
    ["no address", { appUrl: "" }, /appUrl is required/],
    [
      "nobody who sells",
      { business: { ...MINIMAL.business, registrationNumber: "" } },
      /business.registrationNumber is required/,
    ],
    ["no image", { image: { repository: "" } }, /image.repository is required/],
    ["a tag that moves", { image: { repository: "x", tag: "latest" } }, /tag/],
    ["root", { runAsUser: 0 }, /runAsUser/],
    ["webhooks to a port of mail", { webhooks: { ports: [443, 25] } }, /webhooks/],
    ["a name that it does not know", { autoscalling: {} }, /autoscalling/],
    ["one replica", { autoscaling: { minReplicas: 1 } }, /minReplicas/],
    [
      "a budget that takes every replica",
      { podDisruptionBudget: { maxUnavailable: 2 } },
      /may be all there are/,
    ],
    [
      "a recovery into the cluster that is to be recovered",
      { postgresql: { enabled: true, clusterName: "db", recovery: { from: "db" } } },
      /another name/,
    ],
    ["a share of traces above 1", { tracing: { endpoint: "http://c:4318", samplerArg: "2" } }, /samplerArg/],
    ["a sampler that the site does not know", { tracing: { sampler: "jaeger_remote" } }, /sampler/],
    ["a gateway without a name", { gateway: { enabled: true } }, /gateway.name is required/],
  ])("%s", (_, values: object, reason) => {
    expect(() => renderChart({ values: given(values) })).toThrow(reason);
  });

  test.each(["prometheusRule", "dashboards"])("%s that the chart does not have", (name) => {
    using copy = chartCopy();
    copy.remove("files");
    const values = given({ monitoring: { [name]: { enabled: true } } });
    expect(() => renderChart({ chart: copy.folder, values })).toThrow(/the chart has no/);
  });

  test("poolers that the database cannot serve, and clients that the poolers cannot", () => {
    const pooled = (pooler: object) => ({
      files: SELF_HOSTED,
      values: given({ postgresql: { pooler: { enabled: true, ...pooler } } }),
    });
    expect(() => renderChart(pooled({ defaultPoolSize: 80 }))).toThrow(
      /2 poolers × defaultPoolSize 80 .* 150/,
    );
    expect(() => renderChart(pooled({ maxClientConnections: 50 }))).toThrow(/maxClientConnections is 50/);
  });
});

describe.skipIf(skip)("the schemas are strict", () => {
  const documents = skip
    ? []
    : [
        ...renderChart({
          files: SELF_HOSTED,
          values: given({
            mesh: { provider: "istio" },
            postgresql: { pooler: { enabled: true }, pitr: { destinationPath: "s3://b/a" } },
          }),
        }),
        ...renderChart({
          values: given({
            ingress: { enabled: true },
            externalSecret: { enabled: true, storeName: "x" },
            monitoring: { serviceMonitor: { enabled: true } },
          }),
        }),
      ];
  const kinds = [...new Map(documents.map((document) => [document.kind, document])).values()];

  test.each(kinds.map((document) => [document.kind, document] as const))(
    "an unknown field in %s is found, wherever it is",
    (kind, document) => {
      for (const where of objectsOf(document)) {
        const object = where.reduce((value: Part, key) => value[key], document);
        object.unheardOf = {};
        expect(schemaProblems(document), `${kind} ${where.join(".")}`).not.toEqual([]);
        delete object.unheardOf;
        expect(schemaProblems(document)).toEqual([]);
      }
    },
  );
});

/** The way to every object in a document, itself first. */
function objectsOf(value: unknown, way: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, part]) => objectsOf(part, [...way, key]));
  return Array.isArray(value) ? inner : [way, ...inner];
}
