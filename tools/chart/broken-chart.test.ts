import { describe, expect, test } from "vitest";
import { chartCopy } from "./chart-copy";
import { reasonToSkip } from "./helm";
import { brokenPromises, PROMISES } from "./promises";
import { MINIMAL, renderChart } from "./render-chart";

const SITE = "templates/site/deployment.yaml";
const HELPERS = "templates/_helpers.tpl";
const NETWORK = "templates/entry/networkpolicy.yaml";
const REDIS = "templates/engine/redis.yaml";

/** For each promise the lines that keep it: the file, what stands there, and what breaks it. */
const BREAKS: [promise: string, file: string, from: string, to: string][] = [
  ["the cluster's schemas", SITE, "minReadySeconds: 5", "minReadySecond: 5"],
  ["the cluster's schemas", SITE, "maxUnavailable: 0", "maxUnavailable: [0]"],
  ["the cluster's schemas", "templates/entry/gateway.yaml", "requestBuffer:", "requestBuffers:"],
  ["the cluster's schemas", "templates/database/cluster.yaml", "dataChecksums: true", "checksums: true"],
  ["no root", HELPERS, "runAsNonRoot: true", "runAsNonRoot: false"],
  ["no root", HELPERS, "runAsUser: {{ .user }}", "runAsUser: 0"],
  ["no root", HELPERS, "type: RuntimeDefault", "type: Unconfined"],
  ["locked containers", HELPERS, "allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true"],
  ["locked containers", HELPERS, "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false"],
  ["locked containers", HELPERS, "drop: [ALL]", "drop: [NET_RAW]"],
  ["no token", SITE, "automountServiceAccountToken: false", "automountServiceAccountToken: true"],
  ["no token", REDIS, "enableServiceLinks: false", "enableServiceLinks: true"],
  ["probes", SITE, "startupProbe:", "x-startupProbe:"],
  ["probes", SITE, "path: /api/health/ready", "path: /api/health/live"],
  ["probes", SITE, "path: /api/health/startup", "path: /api/health/live"],
  ["probes", SITE, "timeoutSeconds: 10", "timeoutSeconds: 1"],
  ["probes", REDIS, "readinessProbe:", "x-readinessProbe:"],
  ["pinned images", HELPERS, "{{ .repository }}:{{ .tag }}", "{{ .repository }}"],
  ["pinned images", HELPERS, "{{ .repository }}:{{ .tag }}", "{{ .repository }}:latest"],
  ["resources", "values.yaml", "    memory: 768Mi\n\nshutdown", "    memory: 768Mi\n    cpu: 1\n\nshutdown"],
  ["resources", "values.yaml", "  limits:\n    memory: 768Mi\n\nshutdown", "\nshutdown"],
  ["mounts", SITE, "- name: tmp\n          emptyDir", "- name: other\n          emptyDir"],
  ["mounts", SITE, "emptyDir: { sizeLimit: 256Mi }", "emptyDir: {}"],
  ["writable folders", SITE, "/app/.next/cache", "/app/.next/other"],
  ["rolling update", SITE, "maxUnavailable: 0", "maxUnavailable: 1"],
  ["disruption budget", SITE, "{{- if not .Values.autoscaling.enabled }}", "{{- if true }}"],
  [
    "disruption budget",
    "templates/site/pdb.yaml",
    "maxUnavailable: {{ .Values.podDisruptionBudget.maxUnavailable }}",
    "maxUnavailable: 2",
  ],
  ["grace period", HELPERS, ".Values.shutdown.requestSeconds 5", "0"],
  ["grace period", SITE, "preStop:\n              sleep:", "postStart:\n              sleep:"],
  [
    "selectors",
    "templates/site/service.yaml",
    'selector:\n    {{- include "msa-air.selectorLabels" (dict "root" . "component" "site")',
    'selector:\n    {{- include "msa-air.selectorLabels" (dict "root" . "component" "web")',
  ],
  [
    "selectors",
    SITE,
    'labels:\n        {{- include "msa-air.labels" $site',
    'labels:\n        {{- include "msa-air.labels" (dict "root" . "component" "x")',
  ],
  ["selectors", "templates/monitoring/servicemonitor.yaml", "port: http", "port: metrics"],
  [
    "service ports",
    SITE,
    "- name: http\n              containerPort",
    "- name: web\n              containerPort",
  ],
  [
    "migration first",
    "templates/site/migration.yaml",
    "pre-install,pre-upgrade",
    "post-install,post-upgrade",
  ],
  [
    "migration first",
    "templates/site/migration.yaml",
    "restartPolicy: Never",
    'restartPolicy: Never\n      serviceAccountName: {{ include "msa-air.fullname" . }}',
  ],
  [
    "references",
    "templates/site/serviceaccount.yaml",
    'name: {{ include "msa-air.fullname" . }}',
    "name: other",
  ],
  [
    "distinct documents",
    "templates/site/service.yaml",
    "apiVersion: v1",
    "apiVersion: v1\nkind: Secret\nmetadata: { name: open }\n---\napiVersion: v1",
  ],
  ["distinct documents", "templates/entry/networkpolicy.yaml", "{{ $name }}-jobs", "{{ $name }}-site"],
  ["backups", "templates/database/backup.yaml", "concurrencyPolicy: Forbid", "concurrencyPolicy: Allow"],
  ["backups", "templates/database/backup.yaml", "helm.sh/resource-policy: keep", "other: keep"],
  ["environment", "templates/site/_env.tpl", '"STRIPE_SECRET_KEY" ', ""],
  ["environment", "templates/site/_env.tpl", '"NEXT_SERVER_ACTIONS_ENCRYPTION_KEY" ', ""],
  ["environment", "templates/site/configmap.yaml", '"HOSTNAME" "0.0.0.0"', '"HOSTNAMES" "0.0.0.0"'],
  ["environment", "templates/_database.tpl", '"name" "DATABASE_USER"', '"name" "DATABASE_OWNER"'],
  ["addresses", "templates/engine/inngest.yaml", "port: 8288", "port: 8289"],
  ["addresses", "templates/_database.tpl", '"service" "rw"', '"service" "primary"'],
  ["TLS to the database", "templates/_database.tpl", "sslmode=verify-full", "sslmode=require"],
  ["TLS to the database", "templates/_database.tpl", "/etc/postgresql-ca/ca.crt", "/etc/other/ca.crt"],
  [
    "TLS to the database",
    "templates/database/cluster.yaml",
    "      - {{ $cluster }}-pooler.{{ $.Release.Namespace }}.svc\n",
    "",
  ],
  ["token of the metrics", "templates/monitoring/servicemonitor.yaml", "key: METRICS_TOKEN", "key: TOKEN"],
  ["network", NETWORK, "policyTypes: [Ingress, Egress]", "policyTypes: [Egress]"],
  ["network", NETWORK, "port: 8288", "port: 8289"],
  ["network", NETWORK, "(concat (list 443) .Values.webhooks.ports)", "(list 443)"],
  ["network", NETWORK, "10.0.0.0/8, ", ""],
  ["network", NETWORK, "port: 53 }", "port: 54 }"],
  ["network", NETWORK, "port: 6379", "port: 6380"],
  ["network", NETWORK, "ternary 443 80", "ternary 80 443"],
  ["network", NETWORK, "values: [migration, backup, console]", "values: [backup, console]"],
  ["body limits", "values.yaml", "bodyBytes: 16384", "bodyBytes: 65536"],
  ["body limits", "values.yaml", "bodyBytes: 1048576", "bodyBytes: 65536"],
  ["rate limits", "values.yaml", "bodyBytes: 1048576, limited: false", "bodyBytes: 1048576, limited: true"],
  ["rate limits", "templates/entry/ingress.yaml", "limit-rps", "limit-nothing"],
  ["session affinity", "templates/entry/ingress.yaml", "io/affinity: cookie", "io/x-affinity: cookie"],
  ["session affinity", "templates/entry/ingress.yaml", "session-cookie-path: /", "session-cookie-path: /ko"],
  ["session affinity", "templates/entry/gateway.yaml", "type: Cookie", "type: Header"],
  ["session affinity", "values.yaml", "sessionAffinity: true", "sessionAffinity: false"],
  ["the cluster's schemas", "templates/entry/gateway.yaml", "lifetimeType: Session", "lifetime: Session"],
  ["TLS at the entry", "templates/entry/ingress.yaml", "hosts: [{{ $host }}]", "hosts: [other]"],
  [
    "TLS at the entry",
    "templates/entry/gateway.yaml",
    "sectionName: {{ $.Values.gateway.httpsSection }}",
    "sectionName: http",
  ],
  [
    "readiness gates traffic",
    "templates/site/service.yaml",
    "ports:\n    - name: http",
    "publishNotReadyAddresses: true\n  ports:\n    - name: http",
  ],
  [
    "probes",
    SITE,
    "startupProbe:\n            httpGet: { path: /api/health/",
    "startupProbe:\n            httpGet: { path: /api/health/no-",
  ],
];

/** Releases that have every part among them. */
const RELEASES = [
  {
    files: ["values-selfhosted.yaml"],
    values: {
      ...MINIMAL,
      postgresql: { pooler: { enabled: true } },
      gateway: { envoy: { rateLimits: true } },
      tracing: { endpoint: "https://collector.observability.svc" },
      webhooks: { ports: [443, 8443] },
    },
  },
  {
    values: { ...MINIMAL, ingress: { enabled: true }, monitoring: { serviceMonitor: { enabled: true } } },
  },
];

const skip = reasonToSkip();

describe.skipIf(skip)("a promise is broken without the line that keeps it", () => {
  test.each(BREAKS)("%s, in %s (%#)", (promise, file, from, to) => {
    using copy = chartCopy();
    copy.edit(file, from, to);
    const isBroken = RELEASES.some(
      (release) => PROMISES[promise]!(renderChart({ ...release, chart: copy.folder })).length > 0,
    );
    expect(isBroken).toBe(true);
  });

  test("with every line the same releases keep every promise", () => {
    expect(RELEASES.flatMap((release) => brokenPromises(renderChart(release)))).toEqual([]);
  });

  test("every promise has such a line", () => {
    expect(Object.keys(PROMISES).filter((name) => !BREAKS.some(([promise]) => promise === name))).toEqual([]);
  });
});
