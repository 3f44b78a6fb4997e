import { bodyLimitOf } from "@/app/_lib/edge/body-limits";
import { nameOf, ofKind, type Part } from "./pod-templates";
import type { KubernetesDocument } from "./render-chart";

/** Paths of each kind of request, with the header that makes a large body possible. */
const SAMPLES = [
  { path: "/ko/booking", headers: {} },
  { path: "/api/v1/reservations", headers: {} },
  { path: "/api/auth/callback/credentials", headers: {} },
  { path: "/api/payments/webhook", headers: { "stripe-signature": "any" } },
  { path: "/api/inngest", headers: { "x-inngest-signature": "any" } },
];

type Entry = { path: string; exact: boolean; bytes: number | undefined; limited: boolean };

/** The body limits at the entry are those of the application: no smaller, and no larger. */
export function bodyLimits(documents: readonly KubernetesDocument[]): string[] {
  return [ingressEntries(documents), routeEntries(documents)].flatMap((entries) =>
    entries.length === 0
      ? []
      : SAMPLES.flatMap(({ path, headers }) => {
          const entry = entryOf(entries, path);
          // The engine inside the cluster is not called through the entry.
          if (path === "/api/inngest" && entry?.path === "/") return [];
          const wanted = bodyLimitOf(path, headers);
          return entry?.bytes === wanted
            ? []
            : [`${path}: ${entry?.bytes} bytes at the entry, ${wanted} in the site`];
        }),
  );
}

/** Calls with a signature are never refused for their number; everybody else's are counted. */
export function rateLimits(documents: readonly KubernetesDocument[]): string[] {
  return [ingressEntries(documents), routeEntries(documents).filter(() => countsRates(documents))].flatMap(
    (entries) =>
      entries.flatMap(({ path, limited }) => {
        const isSigned = path === "/api/inngest" || path === "/api/payments/webhook";
        return limited === isSigned ? [`${path} is ${limited ? "" : "not "}limited`] : [];
      }),
  );
}

/**
 * A browser stays at one replica: while two versions serve, each step from one to the other loads the page whole. The one way
 * in that has the site's pages is `/`.
 */
export function sessionAffinity(documents: readonly KubernetesDocument[]): string[] {
  const ingresses = ofKind(documents, "Ingress").filter(({ spec }) =>
    spec.rules[0].http.paths.some(({ path }: Part) => path === "/"),
  );
  const loose = ingresses.filter(
    ({ metadata: { annotations } }) =>
      annotations[`${NGINX}/affinity`] !== "cookie" || annotations[`${NGINX}/session-cookie-path`] !== "/",
  );
  const routes = ofKind(documents, "HTTPRoute").filter(({ spec }) =>
    spec.rules.some(
      ({ matches = [], sessionPersistence }: Part) =>
        matches.some(({ path }: Part) => path.value === "/") && sessionPersistence?.type !== "Cookie",
    ),
  );
  return [...loose, ...routes].map((document) => `${nameOf(document)} sends a browser to any replica`);
}

const countsRates = (documents: readonly KubernetesDocument[]) =>
  ofKind(documents, "BackendTrafficPolicy").some(({ spec }) => spec.rateLimit);

/** The longest path wins, as in every gateway. */
const entryOf = (entries: readonly Entry[], path: string): Entry | undefined =>
  entries
    .filter((entry) => (entry.exact ? path === entry.path : path.startsWith(entry.path)))
    .sort((a, b) => b.path.length - a.path.length)[0];

const NGINX = "nginx.ingress.kubernetes.io";

const ingressEntries = (documents: readonly KubernetesDocument[]): Entry[] =>
  ofKind(documents, "Ingress").flatMap(({ spec, metadata: { annotations } }) =>
    spec.rules[0].http.paths.map(({ path, pathType }: Part) => ({
      path,
      exact: pathType === "Exact",
      bytes: Number(annotations[`${NGINX}/proxy-body-size`]),
      limited: annotations[`${NGINX}/limit-rps`] !== undefined,
    })),
  );

/** With Envoy Gateway's policies; without them a gateway has no limits. */
function routeEntries(documents: readonly KubernetesDocument[]): Entry[] {
  const policies = ofKind(documents, "BackendTrafficPolicy");
  if (policies.length === 0) return [];
  return ofKind(documents, "HTTPRoute").flatMap((route) => {
    const policy = policies.find(({ spec }) => spec.targetRefs[0].name === route.metadata.name);
    return route.spec.rules.flatMap(({ matches = [] }: Part) =>
      matches.map(({ path }: Part) => ({
        path: path.value,
        exact: path.type === "Exact",
        bytes: Number(policy?.spec.requestBuffer?.limit),
        limited: policy?.spec.rateLimit !== undefined,
      })),
    );
  });
}

/** Whatever is public is reached by TLS only. */
export function tls(documents: readonly KubernetesDocument[]): string[] {
  const open = ofKind(documents, "Ingress").filter(
    ({ spec }) => !spec.tls?.[0]?.hosts?.includes(spec.rules[0].host),
  );
  const plain = ofKind(documents, "HTTPRoute").filter(({ spec }) => {
    const redirects = spec.rules.some(({ filters = [] }: Part) =>
      filters.some(({ requestRedirect }: Part) => requestRedirect?.scheme === "https"),
    );
    return !redirects && spec.parentRefs.some(({ sectionName }: Part) => sectionName !== "https");
  });
  return [...open, ...plain].map((document) => `${nameOf(document)} is reached without TLS`);
}
