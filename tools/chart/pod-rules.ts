import fs from "node:fs";
import path from "node:path";
import { ROOT } from "@/tools/root";
import type { Part, PodTemplate } from "./pod-templates";
import { podTemplates } from "./pod-templates";
import type { KubernetesDocument } from "./render-chart";

type Rule = (documents: readonly KubernetesDocument[]) => string[];

/** A rule that each pod keeps for itself. */
const forPods =
  (check: (pod: PodTemplate) => (string | false | undefined)[]): Rule =>
  (documents) =>
    podTemplates(documents).flatMap((pod) =>
      check(pod).flatMap((problem) => (problem ? [`${pod.owner}: ${problem}`] : [])),
    );

const forContainers = (check: (container: Part, pod: PodTemplate) => (string | false | undefined)[]): Rule =>
  forPods((pod) =>
    pod.containers.flatMap((container) =>
      check(container, pod).map((problem) => problem && `${container.name}: ${problem}`),
    ),
  );

/** No pod runs as root, by name or by number. */
export const noRoot: Rule = forPods(({ spec }) => [
  spec.securityContext?.runAsNonRoot !== true && "may run as root",
  !(spec.securityContext?.runAsUser > 0) && "has no numeric user that is not root",
  spec.securityContext?.seccompProfile?.type !== "RuntimeDefault" && "has no seccomp profile",
]);

/** No container can write to its image or gain rights. */
export const lockedContainers: Rule = forContainers(({ securityContext = {} }) => [
  securityContext.allowPrivilegeEscalation !== false && "may gain privileges",
  securityContext.readOnlyRootFilesystem !== true && "may write to its root file system",
  !securityContext.capabilities?.drop?.includes("ALL") && "keeps capabilities",
  (securityContext.capabilities?.add ?? []).length > 0 && "adds capabilities",
]);

/** No pod gets a token for the cluster's API, or the addresses of other services as variables. */
export const noToken: Rule = forPods(({ spec }) => [
  spec.automountServiceAccountToken !== false && "gets a token for the cluster's API",
  spec.enableServiceLinks !== false && "gets the addresses of all services as variables",
]);

const isRoute = (address = "") => fs.existsSync(path.join(ROOT, `app${address}/route.ts`));

/** A process under load answers within this time, in seconds (docs/decisions/0047-health-shedding-entry.md). */
const LIVENESS_TIMEOUT_SECONDS = 5;

/** Whatever serves is asked whether it has started, lives and is ready. */
export const probes: Rule = forContainers((container, { isService, component }) => {
  if (!isService) return [];
  const asked = (probe: string) => container[probe]?.httpGet?.path;
  return [
    ...["startupProbe", "livenessProbe", "readinessProbe"].map(
      (probe) => container[probe] === undefined && `has no ${probe}`,
    ),
    ...["startupProbe", "livenessProbe", "readinessProbe"].map(
      (probe) =>
        component === "site" && !isRoute(asked(probe)) && `${probe} asks ${asked(probe)}, which is not there`,
    ),
    component === "site" &&
      asked("readinessProbe") !== "/api/health/ready" &&
      "is not asked whether it is ready",
    component === "site" && asked("livenessProbe") !== "/api/health/live" && "is not asked whether it lives",
    component === "site" &&
      asked("startupProbe") !== "/api/health/startup" &&
      "is not asked whether it has started",
    component === "site" &&
      !(container.livenessProbe?.timeoutSeconds >= LIVENESS_TIMEOUT_SECONDS) &&
      "is restarted for being busy",
  ];
});

/** Every image says which one it is: a digest, or a tag that does not move. */
export const pinnedImages: Rule = forContainers(({ image = "" }) => [
  !/@sha256:[0-9a-f]{64}$/.test(image) && !/:[\w][\w.-]*$/.test(image) && `image ${image} has no tag`,
  /:latest(@|$)/.test(image) && `image ${image} moves`,
]);

/** Every container says what it needs; memory has a limit, and the site no limit of CPU. */
export const resources: Rule = forContainers(({ resources: given = {} }, { component }) => [
  given.requests?.cpu === undefined && "requests no CPU",
  given.requests?.memory === undefined && "requests no memory",
  given.limits?.memory === undefined && "has no limit of memory",
  component === "site" && given.limits?.cpu !== undefined && "is throttled by a limit of CPU",
]);

/** Whatever is mounted is there, and writable folders are bounded. */
export const mounts: Rule = forPods(({ spec, containers, document }) => {
  const claims: Part[] = document.spec.volumeClaimTemplates ?? [];
  const volumes = new Map<string, Part>([
    ...(spec.volumes ?? []).map((volume: Part) => [volume.name, volume] as const),
    ...claims.map((claim) => [claim.metadata.name, claim] as const),
  ]);
  return [
    ...containers.flatMap((container) =>
      (container.volumeMounts ?? []).map(
        (mount: Part) =>
          !volumes.has(mount.name) && `${container.name} mounts ${mount.name}, which is not there`,
      ),
    ),
    ...[...volumes.values()].map(
      (volume) => volume.emptyDir && !volume.emptyDir.sizeLimit && `${volume.name} may fill the node's disk`,
    ),
  ];
});

/** What the site writes, it may write. */
export const writableFolders: Rule = forContainers((container, { component }) => {
  const paths = new Set((container.volumeMounts ?? []).map((mount: Part) => mount.mountPath));
  const wanted = component === "site" ? ["/app/.next/cache", "/tmp"] : ["/tmp"];
  return component === "test" ? [] : wanted.map((path) => !paths.has(path) && `cannot write to ${path}`);
});
