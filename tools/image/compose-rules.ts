import fs from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import composeverter from "composeverter";
import { readEnv } from "@/server/shared/env";
import { ROOT } from "@/tools/root";
import type { Compose, Service } from "./compose";
import { readDockerfile } from "./dockerfile";

const DIGEST = /:[\w.-]+@sha256:[0-9a-f]{64}$/;
const LIMITS = ["cpus", "memory", "pids"];
/** Services that end when their work is done. */
const ONE_SHOT = "service_completed_successfully";

type Rule = (compose: Compose) => string[];

const wrong = (compose: Compose, isWrong: (service: Service, name: string) => boolean): string[] =>
  Object.entries(compose.services)
    .filter(([name, service]) => isWrong(service, name))
    .map(([name]) => name);

/** A health check of its own, or the one that its image brings. */
function hasHealthcheck({ build, healthcheck }: Service): boolean {
  if (healthcheck) return healthcheck.test !== undefined;
  const stage = readDockerfile().stages.find(({ name }) => name === build?.target);
  return stage?.steps.some(({ keyword, text }) => keyword === "HEALTHCHECK" && text !== "NONE") ?? false;
}

const isOneShot = ({ services }: Compose, name: string) =>
  Object.values(services).some((service) => service.depends_on?.[name]?.condition === ONE_SHOT);

/** What an operator expects of compose.yaml beyond the specification. Each rule gives the names of what breaks it. */
export const COMPOSE_RULES: Record<string, Rule> = {
  "an image is pinned by tag and digest, or built here": (compose) =>
    wrong(compose, ({ image, build }) => !build && !DIGEST.test(image ?? "")),
  "a build names a target of the Dockerfile": (compose) => {
    const targets = readDockerfile().stages.map(({ name }) => name);
    return wrong(compose, ({ build }) => build !== undefined && !targets.includes(build.target ?? ""));
  },
  "ports are published to this machine alone": (compose) =>
    wrong(compose, ({ ports = [] }) => ports.some((port) => !port.startsWith("127.0.0.1:"))),
  "only what people open is published": (compose) =>
    wrong(compose, ({ ports = [] }, name) => ports.length > 0 && !["proxy", "mailpit"].includes(name)),
  "what keeps data is on internal networks only": (compose) =>
    wrong(compose, ({ networks = [] }, name) =>
      ["postgres", "redis", "inngest"].includes(name)
        ? networks.length === 0 || networks.some((network) => !compose.networks[network]?.internal)
        : false,
    ),
  "Redis is reached by the engine alone": ({ services }) => {
    const own = services.redis?.networks ?? [];
    return wrong({ services, networks: {}, volumes: {} }, ({ networks = [] }, name) =>
      !["redis", "inngest"].includes(name) ? networks.some((network) => own.includes(network)) : false,
    );
  },
  "a service waits for services that are there": (compose) =>
    wrong(compose, ({ depends_on: waits = {} }) =>
      Object.keys(waits).some((name) => !compose.services[name]),
    ),
  "a service of a profile is not required by one outside of it": (compose) =>
    wrong(compose, ({ depends_on: waits = {}, profiles }) =>
      Object.entries(waits).some(
        ([name, { required = true }]) => !profiles && compose.services[name]?.profiles && required,
      ),
    ),
  "a service that is waited for until it is healthy has a health check": (compose) =>
    wrong(compose, (service, name) =>
      Object.values(compose.services).some(
        ({ depends_on: waits }) => waits?.[name]?.condition === "service_healthy" && !hasHealthcheck(service),
      ),
    ),
  "a service that goes on has a health check": (compose) =>
    wrong(compose, (service, name) => !isOneShot(compose, name) && !hasHealthcheck(service)),
  "no file system can be changed": (compose) => wrong(compose, ({ read_only: isReadOnly }) => !isReadOnly),
  "no capability is kept": (compose) => wrong(compose, ({ cap_drop: dropped }) => !dropped?.includes("ALL")),
  "no program gains rights": (compose) =>
    wrong(compose, ({ security_opt: options }) => !options?.includes("no-new-privileges:true")),
  "an image that is not ours is not run as root": (compose) =>
    wrong(compose, ({ build, user }) => !build && !/^[1-9]\d*:[1-9]\d*$/.test(user ?? "")),
  "a service has limits": (compose) =>
    wrong(compose, ({ deploy }) => LIMITS.some((limit) => !deploy?.resources?.limits?.[limit])),
  "the site has replicas, and waits for the migration": ({ services: { site } }) =>
    (site?.deploy?.replicas ?? 1) > 1 && site?.depends_on?.migrate?.condition === ONE_SHOT ? [] : ["site"],
  "a named volume is declared": (compose) =>
    wrong(compose, ({ volumes = [] }) =>
      volumes.some((volume) => /^\w/.test(volume) && !((volume.split(":")[0] ?? "") in compose.volumes)),
    ),
  "a mounted file exists": (compose) =>
    wrong(compose, ({ volumes = [] }) =>
      volumes.some(
        (volume) => volume.startsWith(".") && !fs.existsSync(path.join(ROOT, volume.split(":")[0] ?? "")),
      ),
    ),
  "the site's environment is fit to run it": ({ services: { site } }) => {
    try {
      readEnv({ NODE_ENV: "production", ...site?.environment });
      return [];
    } catch (error) {
      return [String(error)];
    }
  },
};

/** The compose specification's own schema. The package writes one of its patterns between slashes. */
const isCompose = new Ajv({ strict: false, allErrors: true }).compile(
  JSON.parse(JSON.stringify(composeverter.getDockerComposeSchemaWithoutFormats()), (key, value) =>
    key === "pattern" && /^\/.*\/$/.test(value) ? value.slice(1, -1) : value,
  ),
);

/** Checks a compose file against the specification's schema and every rule. @returns what is wrong, one line each. */
export function lintCompose(compose: Compose): string[] {
  const schema = isCompose(compose)
    ? []
    : (isCompose.errors ?? []).map(({ instancePath, message }) => `schema: ${instancePath} ${message}`);
  const rules = Object.entries(COMPOSE_RULES).flatMap(([rule, check]) =>
    check(compose).map((name) => `${rule}: ${name}`),
  );
  return [...schema, ...rules];
}
