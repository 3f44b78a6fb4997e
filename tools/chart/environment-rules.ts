import { readEnv } from "@/server/shared/env";
import { nameOf, ofKind, type Part, podTemplates } from "./pod-templates";
import { type KubernetesDocument, NAMESPACE } from "./render-chart";

/** A value that the site accepts for each secret: what the operator would put there. */
const SECRETS: Record<string, string> = {
  DATABASE_URL: "postgres://u:p@db.example.com/air",
  SMTP_URL: "smtps://user:password@mail.example.com:465",
};
const ANY_SECRET = "0123456789abcdefghijklmnopqrstuvwxyz";

/** The variables of a container as it would see them: ConfigMaps, Secrets (made up), and what Kubernetes puts together. */
function environmentOf(container: Part, documents: readonly KubernetesDocument[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { configMapRef } of container.envFrom ?? [])
    Object.assign(
      found,
      ofKind(documents, "ConfigMap").find(({ metadata }) => metadata.name === configMapRef?.name)?.data,
    );
  for (const { name, value, valueFrom } of container.env ?? []) {
    if (valueFrom?.secretKeyRef?.optional) continue;
    // Kubernetes puts earlier variables into later ones, and leaves unknown names as they are.
    found[name] = valueFrom
      ? (SECRETS[name] ?? ANY_SECRET)
      : value.replace(/\$\((\w+)\)/g, (text: string, earlier: string) => found[earlier] ?? text);
  }
  return found;
}

/** The site has each variable that it cannot start without, in the form that it accepts. The schema of the site itself decides. */
export function environment(documents: readonly KubernetesDocument[]): string[] {
  return podTemplates(documents).flatMap(({ component, containers, owner }) =>
    containers.flatMap((container) => {
      const variables = environmentOf(container, documents);
      const open = Object.entries(variables).filter(([, value]) => value.includes("$("));
      return [
        ...open.map(([name, value]) => `${owner}: ${name} is left as ${value}`),
        ...(["site", "console"].includes(component) ? siteProblems(variables) : []),
        ...(["migration", "backup"].includes(component) && !variables.DATABASE_URL
          ? [`${owner}: ${container.name} has no DATABASE_URL`]
          : []),
      ];
    }),
  );
}

function siteProblems(variables: Record<string, string>): string[] {
  const problems: string[] = [];
  try {
    readEnv(variables);
  } catch (error) {
    problems.push(error instanceof Error ? error.message : String(error));
  }
  // Kubernetes would set the pod's name, and the server would listen on that address only.
  if (variables.HOSTNAME !== "0.0.0.0") problems.push("the site does not listen on every address");
  // The image does not hold the key of its build (Next itself reads this variable).
  if (!variables.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY)
    problems.push("the site has no key of its server actions");
  if (variables.NODE_ENV !== "production") problems.push("the site does not run in production mode");
  return problems;
}

/** Parts of the cluster that the release uses and does not bring. */
const ELSEWHERE = ["OTEL_EXPORTER_OTLP_ENDPOINT"];

/** Every address inside the cluster leads to a Service of the release, or to one that the database's operator makes, at its port. */
export function addresses(documents: readonly KubernetesDocument[]): string[] {
  const ports = new Map<string, number[]>();
  for (const { metadata, spec } of ofKind(documents, "Service"))
    ports.set(
      metadata.name,
      spec.ports.map(({ port }: Part) => port),
    );
  for (const { metadata } of ofKind(documents, "Cluster")) ports.set(`${metadata.name}-rw`, [5432]);
  for (const { metadata } of ofKind(documents, "Pooler")) ports.set(metadata.name, [5432]);
  return podTemplates(documents).flatMap(({ containers, owner }) =>
    containers.flatMap((container) =>
      Object.entries(environmentOf(container, documents)).flatMap(([name, value]) => {
        const [, host = "", port] =
          /^\w+:\/\/(?:[^@/]*@)?([\w.-]+\.svc)(?:\.cluster\.local)?(?::(\d+))?/.exec(value) ?? [];
        if (host === "" || ELSEWHERE.includes(name)) return [];
        const [service = "", namespace] = host.split(".");
        const known = namespace === NAMESPACE && ports.get(service)?.includes(Number(port ?? 80));
        return known ? [] : [`${owner}: ${name} leads to ${host}:${port ?? 80}, which is not there`];
      }),
    ),
  );
}

/** The certificate that the database's address asks for is mounted, and names that the operator puts into it. */
export function databaseTls(documents: readonly KubernetesDocument[]): string[] {
  const [cluster] = ofKind(documents, "Cluster");
  if (!cluster) return [];
  const name = cluster.metadata.name;
  const alternative: string[] = cluster.spec.certificates?.serverAltDNSNames ?? [];
  const certified = new Set([`${name}-rw.${NAMESPACE}.svc`, ...alternative]);
  return podTemplates(documents).flatMap(({ containers, owner, spec }) =>
    containers.flatMap((container) =>
      Object.entries(environmentOf(container, documents)).flatMap(([variable, value]) => {
        if (!value.startsWith("postgresql://")) return [];
        const url = new URL(value);
        const file = url.searchParams.get("sslrootcert") ?? "";
        const mount = (container.volumeMounts ?? []).find(({ mountPath }: Part) =>
          file.startsWith(`${mountPath}/`),
        );
        const volume = (spec.volumes ?? []).find((one: Part) => one.name === mount?.name);
        return [
          ...(url.searchParams.get("sslmode") === "verify-full"
            ? []
            : [`${owner}: ${variable} is not verified`]),
          ...(volume?.secret?.secretName === `${name}-ca`
            ? []
            : [`${owner}: ${variable} finds no certificate`]),
          ...(certified.has(url.hostname) ? [] : [`${owner}: no certificate names ${url.hostname}`]),
        ];
      }),
    ),
  );
}

export const secretNames = (documents: readonly KubernetesDocument[], secret: string): string[] => {
  const keys = podTemplates(documents).flatMap(({ containers }) =>
    containers.flatMap(({ env = [] }) =>
      env.flatMap(({ valueFrom }: Part) => {
        const reference = valueFrom?.secretKeyRef;
        return reference?.name === secret && !reference.optional ? [reference.key as string] : [];
      }),
    ),
  );
  return [...new Set(keys)].sort();
};

/** The metrics' token comes from a Secret, and only the Secret's name is in the release. */
export function monitorToken(documents: readonly KubernetesDocument[]): string[] {
  return ofKind(documents, "ServiceMonitor").flatMap((monitor) =>
    monitor.spec.endpoints.flatMap(({ authorization }: Part) =>
      authorization?.type === "Bearer" && authorization.credentials?.key === "METRICS_TOKEN"
        ? []
        : [`${nameOf(monitor)} has no token`],
    ),
  );
}
