import { Cluster } from "@kubernetes-models/cloudnative-pg/postgresql.cnpg.io/v1/Cluster";
import { z } from "zod";
import { unreadFields } from "./unread-fields";

/**
 * Resources whose schemas no package carries for our Node: the fields that the chart uses, read off the projects' own
 * definitions. Every object is strict.
 */
const text = z.string().min(1);
const metadata = z.strictObject({
  name: text,
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()).optional(),
});
const resource = (apiVersion: string, kind: string, spec: z.ZodType) =>
  z.strictObject({ apiVersion: z.literal(apiVersion), kind: z.literal(kind), metadata, spec });

/** Barman Cloud plugin 0.16: the store's configuration has the form of the Cluster's own, which the operator's schema knows. */
const objectStore = z.strictObject({
  retentionPolicy: z.string().regex(/^[1-9]\d*[dwm]$/),
  configuration: z.looseObject({}).superRefine((configuration, context) => {
    const barmanObjectStore = configuration as never;
    const spec = { instances: 1, backup: { barmanObjectStore } };
    try {
      const cluster = new Cluster({ metadata: { name: "any" }, spec });
      const unknown = unreadFields(cluster, (watched) => watched.validate());
      for (const field of unknown) context.addIssue({ code: "custom", message: `${field} is unknown` });
    } catch (error) {
      context.addIssue({ code: "custom", message: String(error) });
    }
  }),
});

/** External Secrets Operator, external-secrets.io/v1. */
const externalSecret = z.strictObject({
  refreshInterval: z.string().regex(/^\d+[smh]$/),
  secretStoreRef: z.strictObject({ kind: z.enum(["SecretStore", "ClusterSecretStore"]), name: text }),
  target: z.strictObject({ name: text, creationPolicy: z.enum(["Owner", "Orphan", "Merge", "None"]) }),
  dataFrom: z.array(z.strictObject({ extract: z.strictObject({ key: text }) })).min(1),
});

/** Istio, security.istio.io/v1 and networking.istio.io/v1. */
const peerAuthentication = z.strictObject({
  selector: z.strictObject({ matchLabels: z.record(z.string(), z.string()) }),
  mtls: z.strictObject({ mode: z.enum(["UNSET", "DISABLE", "PERMISSIVE", "STRICT"]) }),
});
const destinationRule = z.strictObject({
  host: text,
  trafficPolicy: z.strictObject({
    tls: z.strictObject({ mode: z.enum(["DISABLE", "SIMPLE", "MUTUAL", "ISTIO_MUTUAL"]) }),
  }),
});

/** Envoy Gateway 1.9, api/v1alpha1/backendtrafficpolicy_types.go and ratelimit_types.go. */
const backendTrafficPolicy = z.strictObject({
  targetRefs: z
    .array(
      z.strictObject({
        group: z.literal("gateway.networking.k8s.io"),
        kind: z.enum(["Gateway", "HTTPRoute"]),
        name: text,
      }),
    )
    .min(1),
  requestBuffer: z.strictObject({ limit: z.string().regex(/^\d+(Ki|Mi)?$/) }).optional(),
  rateLimit: z
    .strictObject({
      global: z.strictObject({
        rules: z.array(
          z.strictObject({
            clientSelectors: z.array(
              z.strictObject({
                methods: z
                  .array(z.strictObject({ value: z.enum(["POST", "PUT", "PATCH", "DELETE"]) }))
                  .optional(),
                sourceCIDR: z.strictObject({ type: z.enum(["Exact", "Distinct"]), value: text }),
              }),
            ),
            limit: z.strictObject({
              requests: z.number().int().min(1),
              unit: z.enum(["Second", "Minute", "Hour", "Day"]),
            }),
          }),
        ),
      }),
    })
    .optional(),
});

/**
 * Gateway API 1.4, experimental channel, apis/v1/httproute_types.go: `sessionPersistence` of a rule. The package has the
 * standard channel only.
 */
export const SESSION_PERSISTENCE = z.strictObject({
  sessionName: text.max(128),
  type: z.enum(["Cookie", "Header"]),
  cookieConfig: z.strictObject({ lifetimeType: z.enum(["Session", "Permanent"]) }).optional(),
});

/** By `apiVersion kind`. */
export const CUSTOM_SCHEMAS: Record<string, z.ZodType> = Object.fromEntries(
  (
    [
      ["barmancloud.cnpg.io/v1", "ObjectStore", objectStore],
      ["external-secrets.io/v1", "ExternalSecret", externalSecret],
      ["security.istio.io/v1", "PeerAuthentication", peerAuthentication],
      ["networking.istio.io/v1", "DestinationRule", destinationRule],
      ["gateway.envoyproxy.io/v1alpha1", "BackendTrafficPolicy", backendTrafficPolicy],
    ] as const
  ).map(([apiVersion, kind, spec]) => [`${apiVersion} ${kind}`, resource(apiVersion, kind, spec)]),
);
