import { Cluster } from "@kubernetes-models/cloudnative-pg/postgresql.cnpg.io/v1/Cluster";
import { Database } from "@kubernetes-models/cloudnative-pg/postgresql.cnpg.io/v1/Database";
import { Pooler } from "@kubernetes-models/cloudnative-pg/postgresql.cnpg.io/v1/Pooler";
import { ScheduledBackup } from "@kubernetes-models/cloudnative-pg/postgresql.cnpg.io/v1/ScheduledBackup";
import { Gateway } from "@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/Gateway";
import { HTTPRoute } from "@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/HTTPRoute";
import { PrometheusRule } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/PrometheusRule";
import { ServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1/ServiceMonitor";
import { Deployment } from "kubernetes-models/apps/v1/Deployment";
import { StatefulSet } from "kubernetes-models/apps/v1/StatefulSet";
import { HorizontalPodAutoscaler } from "kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler";
import { CronJob } from "kubernetes-models/batch/v1/CronJob";
import { Job } from "kubernetes-models/batch/v1/Job";
import { Ingress } from "kubernetes-models/networking.k8s.io/v1/Ingress";
import { NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicy";
import { PodDisruptionBudget } from "kubernetes-models/policy/v1/PodDisruptionBudget";
import { ConfigMap } from "kubernetes-models/v1/ConfigMap";
import { PersistentVolumeClaim } from "kubernetes-models/v1/PersistentVolumeClaim";
import { Pod } from "kubernetes-models/v1/Pod";
import { Service } from "kubernetes-models/v1/Service";
import { ServiceAccount } from "kubernetes-models/v1/ServiceAccount";
import { CUSTOM_SCHEMAS, SESSION_PERSISTENCE } from "./custom-schemas";
import type { Part } from "./pod-templates";
import type { KubernetesDocument } from "./render-chart";
import { unreadFields } from "./unread-fields";

/** A generated model: its `validate` is the schema of Kubernetes or of the operator. */
type Model = new (document: never) => { validate(): void };

const MODELS: Record<string, Model> = {
  "apps/v1 Deployment": Deployment,
  "apps/v1 StatefulSet": StatefulSet,
  "autoscaling/v2 HorizontalPodAutoscaler": HorizontalPodAutoscaler,
  "batch/v1 CronJob": CronJob,
  "batch/v1 Job": Job,
  "gateway.networking.k8s.io/v1 Gateway": Gateway,
  "gateway.networking.k8s.io/v1 HTTPRoute": HTTPRoute,
  "monitoring.coreos.com/v1 PrometheusRule": PrometheusRule,
  "monitoring.coreos.com/v1 ServiceMonitor": ServiceMonitor,
  "networking.k8s.io/v1 Ingress": Ingress,
  "networking.k8s.io/v1 NetworkPolicy": NetworkPolicy,
  "policy/v1 PodDisruptionBudget": PodDisruptionBudget,
  "postgresql.cnpg.io/v1 Cluster": Cluster,
  "postgresql.cnpg.io/v1 Database": Database,
  "postgresql.cnpg.io/v1 Pooler": Pooler,
  "postgresql.cnpg.io/v1 ScheduledBackup": ScheduledBackup,
  "v1 ConfigMap": ConfigMap,
  "v1 PersistentVolumeClaim": PersistentVolumeClaim,
  "v1 Pod": Pod,
  "v1 Service": Service,
  "v1 ServiceAccount": ServiceAccount,
};

/** Returns what the cluster's API would refuse or drop: wrong types, missing fields, fields that the schema does not know. */
export function schemaProblems(document: KubernetesDocument): string[] {
  const kind = `${document.apiVersion} ${document.kind}`;
  const name = `${document.kind} ${document.metadata?.name}`;
  const model = MODELS[kind];
  if (document.kind === "HTTPRoute") return routeProblems(document).map((problem) => `${name}: ${problem}`);
  if (model) return modelProblems(model, document).map((problem) => `${name}: ${problem}`);
  const schema = CUSTOM_SCHEMAS[kind];
  if (!schema) return [`${name}: there is no schema of ${kind}`];
  const result = schema.safeParse(document);
  return (result.error?.issues ?? []).map((issue) => `${name}: ${issue.path.join(".")}: ${issue.message}`);
}

/** A route by the schema of the standard channel, and what the experimental one adds by its own. */
function routeProblems(route: KubernetesDocument): string[] {
  const rules: Part[] = route.spec.rules;
  const standard = rules.map(({ sessionPersistence: _, ...rule }) => rule);
  const added = rules.flatMap(({ sessionPersistence }) => {
    if (sessionPersistence === undefined) return [];
    const { error } = SESSION_PERSISTENCE.safeParse(sessionPersistence);
    return (error?.issues ?? []).map(
      ({ path, message }) => `sessionPersistence.${path.join(".")}: ${message}`,
    );
  });
  return [...modelProblems(HTTPRoute, { ...route, spec: { ...route.spec, rules: standard } }), ...added];
}

function modelProblems(model: Model, document: KubernetesDocument): string[] {
  try {
    const unknown = unreadFields(new model(document as never), (watched) => watched.validate());
    return unknown.map((field) => `${field} is unknown`);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
