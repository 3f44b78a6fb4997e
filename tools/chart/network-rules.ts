import { BlockList } from "node:net";
import { hasLabels, nameOf, ofKind, type Part, podTemplates } from "./pod-templates";
import { type KubernetesDocument, NAMESPACE } from "./render-chart";

/** One end of a connection: a pod, by its labels and namespace, or an address outside. */
type Peer = { labels: Record<string, string>; namespace: string } | { address: string };
type Connection = { from: Peer; to: Peer; port: number; protocol?: "TCP" | "UDP" };

/** Whether NetworkPolicies let a connection through: out of the one end, and into the other. */
function isAllowed(policies: readonly KubernetesDocument[], connection: Connection): boolean {
  return passes(policies, connection, "Egress") && passes(policies, connection, "Ingress");
}

function passes(
  policies: readonly KubernetesDocument[],
  connection: Connection,
  direction: "Egress" | "Ingress",
) {
  const [end, other] =
    direction === "Egress" ? [connection.from, connection.to] : [connection.to, connection.from];
  if ("address" in end || end.namespace !== NAMESPACE) return true;
  const inForce = policies.filter(
    ({ spec }) => spec.policyTypes.includes(direction) && selects(spec.podSelector, end.labels),
  );
  // Pods that no policy selects are open.
  if (inForce.length === 0) return true;
  return inForce
    .flatMap(({ spec }) => spec[direction.toLowerCase()] ?? [])
    .some(
      (rule: Part) =>
        matchesPeer(rule[direction === "Egress" ? "to" : "from"], other) &&
        matchesPort(rule.ports, connection),
    );
}

function selects(selector: Part, labels: Record<string, string>): boolean {
  const { matchLabels, matchExpressions = [] } = selector ?? {};
  return (
    hasLabels(labels, matchLabels) &&
    matchExpressions.every(
      ({ key, operator, values }: Part) => operator === "In" && values.includes(labels[key]),
    )
  );
}

function matchesPeer(peers: Part[] | undefined, end: Peer): boolean {
  if (!peers || peers.length === 0) return true;
  return peers.some(({ ipBlock, podSelector, namespaceSelector }) => {
    if ("address" in end) return ipBlock !== undefined && contains(ipBlock, end.address);
    const name = { "kubernetes.io/metadata.name": end.namespace };
    const sameNamespace = namespaceSelector ? selects(namespaceSelector, name) : end.namespace === NAMESPACE;
    return !ipBlock && sameNamespace && selects(podSelector, end.labels);
  });
}

const matchesPort = (ports: Part[] | undefined, { port, protocol = "TCP" }: Connection) =>
  !ports || ports.some((allowed) => allowed.port === port && (allowed.protocol ?? "TCP") === protocol);

function contains({ cidr, except = [] }: { cidr: string; except?: string[] }, address: string): boolean {
  const inside = (block: string) => {
    const [network = "", bits] = block.split("/");
    const family = network.includes(":") ? "ipv6" : "ipv4";
    // A BlockList finds every IPv4 address in ::/0.
    if (family !== (address.includes(":") ? "ipv6" : "ipv4")) return false;
    const list = new BlockList();
    list.addSubnet(network, Number(bits), family);
    return list.check(address, family);
  };
  return inside(cidr) && !except.some(inside);
}

const PUBLIC = { address: "198.51.100.7" };
const outside = (namespace: string): Peer => ({ labels: {}, namespace });

/** What the parts of the airline need of each other and of the world, and what nobody may do. */
export function network(documents: readonly KubernetesDocument[]): string[] {
  const policies = ofKind(documents, "NetworkPolicy");
  if (policies.length === 0) return ["there is no network policy"];
  const pods = new Map(podTemplates(documents).map(({ component, labels }) => [component, labels]));
  const pod = (component: string): Peer => ({ labels: pods.get(component) ?? {}, namespace: NAMESPACE });
  const problems: string[] = [];
  const expect = (allowed: boolean, what: string, from: Peer, to: Peer, port: number, protocol?: "UDP") => {
    if (isAllowed(policies, { from, to, port, ...(protocol && { protocol }) }) !== allowed)
      problems.push(`${what} ${allowed ? "cannot" : "can"} reach ${port}`);
  };
  const database = databasePeer(documents);
  for (const component of pods.keys()) {
    expect(component !== "redis", `${component} (names)`, pod(component), outside("kube-system"), 53, "UDP");
    expect(
      !["redis", "test"].includes(component),
      `${component} (database)`,
      pod(component),
      database.peer,
      database.port,
    );
    expect(false, `a stranger (${component})`, outside("default"), pod(component), 3000);
    expect(false, `${component} (the node's metadata)`, pod(component), { address: "169.254.169.254" }, 80);
  }
  expect(true, "the entry", outside("envoy-gateway-system"), pod("site"), 3000);
  expect(true, "monitoring", outside("monitoring"), pod("site"), 3000);
  expect(true, "the test", pod("test"), pod("site"), 3000);
  expect(true, "the site (providers)", pod("site"), PUBLIC, 443);
  expect(true, "the site (providers, IPv6)", pod("site"), { address: "2001:db8::7" }, 443);
  expect(true, "the site (mail)", pod("site"), PUBLIC, 587);
  expect(false, "the site (inside)", pod("site"), { address: "10.0.0.1" }, 443);
  const partners = webhookPorts(documents);
  if (partners.length === 0) problems.push("the site has no port of webhooks");
  for (const port of partners) expect(true, "the site (webhooks)", pod("site"), PUBLIC, port);
  for (const port of [25, 8443].filter((each) => !partners.includes(each)))
    expect(false, "the site (others)", pod("site"), PUBLIC, port);
  const collector = collectorPort(documents);
  if (collector !== null) expect(true, "the site (traces)", pod("site"), outside("observability"), collector);
  if (pods.has("inngest")) {
    expect(true, "the site (engine)", pod("site"), pod("inngest"), 8288);
    expect(true, "the engine (site)", pod("inngest"), pod("site"), 3000);
    expect(true, "the engine (queue)", pod("inngest"), pod("redis"), 6379);
    expect(false, "the site (queue)", pod("site"), pod("redis"), 6379);
    expect(false, "the entry (engine)", outside("envoy-gateway-system"), pod("inngest"), 8288);
  }
  return [...problems, ...openServices(documents, policies)];
}

/** The ports that the site sends webhooks to. */
const webhookPorts = (documents: readonly KubernetesDocument[]): number[] =>
  ofKind(documents, "ConfigMap").flatMap(({ data }) =>
    data?.WEBHOOKS_PORTS ? data.WEBHOOKS_PORTS.split(",").map(Number) : [],
  );

/** The port of the traces' collector; null without traces. */
function collectorPort(documents: readonly KubernetesDocument[]): number | null {
  const endpoint = ofKind(documents, "ConfigMap").find(({ data }) => data?.OTEL_EXPORTER_OTLP_ENDPOINT);
  if (!endpoint) return null;
  const { port, protocol } = new URL(endpoint.data.OTEL_EXPORTER_OTLP_ENDPOINT);
  return Number(port) || (protocol === "https:" ? 443 : 80);
}

function databasePeer(documents: readonly KubernetesDocument[]): { peer: Peer; port: number } {
  const [cluster] = ofKind(documents, "Cluster");
  if (!cluster) return { peer: PUBLIC, port: 5432 };
  const labels = { "cnpg.io/cluster": cluster.metadata.name, "cnpg.io/podRole": "instance" };
  return { peer: { labels, namespace: NAMESPACE }, port: 5432 };
}

/** Every port of a Service is let in from somebody. */
function openServices(
  documents: readonly KubernetesDocument[],
  policies: readonly KubernetesDocument[],
): string[] {
  const pods = podTemplates(documents);
  return ofKind(documents, "Service").flatMap((service) => {
    const behind = pods.find((pod) => hasLabels(pod.labels, service.spec.selector));
    const ports: Part[] = behind?.containers.flatMap(({ ports: own = [] }) => own) ?? [];
    const admitted = policies
      .filter(({ spec }) => behind && selects(spec.podSelector, behind.labels))
      .flatMap(({ spec }) => spec.ingress ?? [])
      .flatMap((rule: Part) => rule.ports ?? []);
    return ports
      .filter(({ containerPort }) => !admitted.some(({ port }: Part) => port === containerPort))
      .map(({ containerPort }) => `${nameOf(service)}: nobody is let in to ${containerPort}`);
  });
}
