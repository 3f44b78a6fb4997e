import { hasLabels, isHook, nameOf, ofKind, type Part, podTemplates } from "./pod-templates";
import type { KubernetesDocument } from "./render-chart";

type Documents = readonly KubernetesDocument[];

const siteOf = (documents: Documents) =>
  podTemplates(documents).find(({ component, isService }) => component === "site" && isService);

/** A rolling update never has fewer replicas than before. */
export function rollingUpdate(documents: Documents): string[] {
  const { type, rollingUpdate: update = {} } = siteOf(documents)?.document.spec.strategy ?? {};
  return type === "RollingUpdate" && update.maxUnavailable === 0 && update.maxSurge > 0
    ? []
    : ["a rolling update of the site may take replicas away"];
}

/** Replicas that are always there; a disruption budget leaves one of them at least. */
export function budget(documents: Documents): string[] {
  const [scaler] = ofKind(documents, "HorizontalPodAutoscaler");
  const fewest = scaler?.spec.minReplicas ?? siteOf(documents)?.document.spec.replicas ?? 0;
  const problems = ofKind(documents, "PodDisruptionBudget").flatMap(({ spec, metadata }) =>
    fewest > 1 && spec.maxUnavailable >= fewest ? [`${metadata.name} may take all ${fewest} replicas`] : [],
  );
  if (scaler && siteOf(documents)?.document.spec.replicas !== undefined)
    problems.push("the Deployment sets the replicas that the autoscaler sets");
  return problems;
}

/**
 * The time between SIGTERM and SIGKILL is longer than all that happens in it: preStop, SHUTDOWN_PAUSE_MS, and the longest
 * request of `requestSeconds`.
 */
export const grace =
  (requestSeconds: number) =>
  (documents: Documents): string[] => {
    const site = siteOf(documents);
    if (!site) return ["there is no site"];
    const preStop = site.spec.containers[0].lifecycle?.preStop?.sleep?.seconds ?? 0;
    const settings = ofKind(documents, "ConfigMap").find(({ data }) => data?.SHUTDOWN_PAUSE_MS);
    const pause = Number(settings?.data.SHUTDOWN_PAUSE_MS) / 1_000;
    const needed = preStop + pause + requestSeconds;
    const given = site.spec.terminationGracePeriodSeconds;
    return [
      ...(preStop > 0 ? [] : ["the site is told to end before load balancers know"]),
      ...(given > needed ? [] : [`the site has ${given} s to end and needs more than ${needed} s`]),
    ];
  };

/** Every selector selects something, and the labels of a Deployment's pods match its own selector. */
export function selectors(documents: Documents): string[] {
  const pods = podTemplates(documents);
  const selected = (labels: Record<string, string>) => pods.some((pod) => hasLabels(pod.labels, labels));
  const own = pods.flatMap(({ document, owner, labels, isService }) =>
    isService && !hasLabels(labels, document.spec.selector.matchLabels)
      ? [`${owner} does not select its own pods`]
      : [],
  );
  const others = documents.flatMap((document) => {
    const labels =
      document.kind === "Service" ? document.spec.selector : document.spec?.selector?.matchLabels;
    const selects = ["Service", "PodDisruptionBudget", "PeerAuthentication"].includes(document.kind);
    return selects && !selected(labels) ? [`${nameOf(document)} selects no pod`] : [];
  });
  const monitors = ofKind(documents, "ServiceMonitor").flatMap((monitor) =>
    ofKind(documents, "Service").some(({ metadata, spec }) =>
      monitorsService(monitor, metadata.labels, spec.ports),
    )
      ? []
      : [`${nameOf(monitor)} monitors no service`],
  );
  return [...own, ...others, ...monitors];
}

const monitorsService = (monitor: KubernetesDocument, labels: Record<string, string>, ports: Part[]) =>
  hasLabels(labels, monitor.spec.selector.matchLabels) &&
  monitor.spec.endpoints.every((endpoint: Part) => ports.some(({ name }) => name === endpoint.port));

/** Every Service leads to a port that its pods have. */
export function servicePorts(documents: Documents): string[] {
  const pods = podTemplates(documents);
  return ofKind(documents, "Service").flatMap((service) => {
    const behind = pods.filter((pod) => hasLabels(pod.labels, service.spec.selector));
    const ports = behind.flatMap((pod) => pod.containers.flatMap(({ ports: own = [] }) => own));
    return service.spec.ports.flatMap(({ targetPort }: Part) =>
      ports.some(({ name, containerPort }: Part) => [name, containerPort].includes(targetPort))
        ? []
        : [`${nameOf(service)} leads to ${targetPort}, which no pod has`],
    );
  });
}

/** A pod that is not ready gets no requests. */
export const readinessGates = (documents: Documents): string[] =>
  ofKind(documents, "Service")
    .filter(({ spec }) => spec.publishNotReadyAddresses)
    .map((service) => `${nameOf(service)} sends requests to pods that are not ready`);

/**
 * The migration runs before the new version: as a hook. A hook runs before the release, so it may use nothing of it. Only where
 * the database itself belongs to the release, its first migration is a part of the release too.
 */
export function migrationOrder(documents: Documents): string[] {
  const job = ofKind(documents, "Job").find(({ metadata }) => metadata.name.includes("-migration-"));
  if (!job) return ["there is no migration"];
  const hooks: string = job.metadata.annotations?.["helm.sh/hook"] ?? "";
  const isFirst = documents.some(({ kind }) => kind === "Cluster") && hooks === "";
  const late =
    !isFirst && hooks !== "pre-install,pre-upgrade" ? ["the migration does not run before the site"] : [];
  const own = new Set(documents.filter((document) => !isHook(document)).map(nameOf));
  const used = references(job.spec.template.spec).filter((name) => own.has(name));
  return [...late, ...used.map((name) => `the migration needs ${name}, which comes later`)];
}

/** The names of what a pod's spec refers to: ConfigMaps, Secrets, claims and the service account. */
function references(spec: Part): string[] {
  const containers = [...(spec.initContainers ?? []), ...spec.containers];
  return [
    ...(spec.serviceAccountName ? [`ServiceAccount ${spec.serviceAccountName}`] : []),
    ...containers.flatMap(({ envFrom = [] }: Part) =>
      envFrom.flatMap(({ configMapRef }: Part) => (configMapRef ? [`ConfigMap ${configMapRef.name}`] : [])),
    ),
    ...(spec.volumes ?? []).flatMap(({ persistentVolumeClaim: claim, configMap }: Part) => [
      ...(claim ? [`PersistentVolumeClaim ${claim.claimName}`] : []),
      ...(configMap ? [`ConfigMap ${configMap.name}`] : []),
    ]),
  ];
}

/** What a pod refers to is in the release. `given` names what the operator brings. */
export const referencesExist =
  (given: readonly string[] = []) =>
  (documents: Documents): string[] => {
    const known = new Set([...documents.map(nameOf), ...given]);
    return podTemplates(documents).flatMap(({ owner, spec }) =>
      references(spec).flatMap((name) =>
        known.has(name) ? [] : [`${owner} needs ${name}, which is not there`],
      ),
    );
  };

/** Two documents of one name would overwrite each other; a Secret in the chart would be in everybody's hands. */
export function documentsAreDistinct(documents: Documents): string[] {
  const names = documents.map((document) => `${document.apiVersion} ${nameOf(document)}`);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const secrets = ofKind(documents, "Secret").map(nameOf);
  return [
    ...twice.map((name) => `${name} is there twice`),
    ...secrets.map((name) => `${name} is in the chart`),
  ];
}

/** Backups never run at once, and their volume outlives the release. */
export function backups(documents: Documents): string[] {
  return ofKind(documents, "CronJob").flatMap(({ spec, metadata }) => {
    const claims = references(spec.jobTemplate.spec.template.spec).filter((name) =>
      name.startsWith("Persistent"),
    );
    const lost = documents.filter(
      (document) =>
        claims.includes(nameOf(document)) &&
        document.metadata.annotations?.["helm.sh/resource-policy"] !== "keep",
    );
    return [
      ...(spec.concurrencyPolicy === "Forbid" ? [] : [`${metadata.name} may run twice at once`]),
      ...lost.map((document) => `${nameOf(document)} is deleted with the release`),
    ];
  });
}
