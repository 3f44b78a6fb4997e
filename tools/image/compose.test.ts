import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Compose, composeText, interpolate, readCompose, readVariables } from "./compose";
import { COMPOSE_RULES, lintCompose } from "./compose-rules";
import { makeComposeEnv } from "./make-compose-env.mjs";

let folder: string;
let variables: Record<string, string>;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "msa-compose-"));
  makeComposeEnv(path.join(folder, ".env"));
  variables = readVariables(fs.readFileSync(path.join(folder, ".env"), "utf8"));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const services = ({ services: all }: Compose) => all as Required<Compose["services"]>;

/** compose.yaml with one thing in it that the rule is against. */
const BROKEN: Record<string, (compose: Compose) => void> = {
  "an image is pinned by tag and digest, or built here": (c) => {
    services(c).redis!.image = "redis:8.10.1-alpine";
  },
  "a build names a target of the Dockerfile": (c) => {
    services(c).gateway!.build = { target: "standins" };
  },
  "ports are published to this machine alone": (c) => services(c).proxy!.ports!.push("8080:8080"),
  "only what people open is published": (c) => {
    services(c).postgres!.ports = ["127.0.0.1:5432:5432"];
  },
  "what keeps data is on internal networks only": (c) => services(c).postgres!.networks!.push("outside"),
  "Redis is reached by the engine alone": (c) => services(c).site!.networks!.push("engine"),
  "a service waits for services that are there": (c) => {
    services(c).inngest!.depends_on!.valkey = { condition: "service_started" };
  },
  "a service of a profile is not required by one outside of it": (c) => {
    services(c).site!.depends_on!.gateway = { condition: "service_started" };
  },
  "a service that is waited for until it is healthy has a health check": (c) => {
    services(c).redis!.healthcheck = { disable: true };
  },
  "a service that goes on has a health check": (c) => {
    delete services(c).mailpit!.healthcheck;
  },
  "no file system can be changed": (c) => {
    services(c).site!.read_only = false;
  },
  "no capability is kept": (c) => {
    services(c).seed!.cap_drop = ["NET_RAW"];
  },
  "no program gains rights": (c) => {
    delete services(c).postgres!.security_opt;
  },
  "an image that is not ours is not run as root": (c) => {
    delete services(c).inngest!.user;
  },
  "a service has limits": (c) => {
    delete services(c).migrate!.deploy!.resources!.limits!.memory;
  },
  "the site has replicas, and waits for the migration": (c) => {
    services(c).site!.depends_on!.migrate = { condition: "service_started" };
  },
  "a named volume is declared": (c) => {
    services(c).redis!.volumes = ["cache:/data"];
  },
  "a mounted file exists": (c) => {
    services(c).proxy!.volumes = ["./deploy/compose/proxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro"];
  },
  "the site's environment is fit to run it": (c) => {
    delete services(c).site!.environment!.SMTP_URL;
  },
};

test("compose.yaml keeps the specification and every rule", () => {
  expect(lintCompose(readCompose(composeText(), variables))).toEqual([]);
});

test("every rule has a compose file that breaks it", () => {
  expect(Object.keys(BROKEN).sort()).toEqual(Object.keys(COMPOSE_RULES).sort());
});

test.each(Object.entries(BROKEN))("found: %s", (rule, breaks) => {
  const compose = readCompose(composeText(), variables);
  breaks(compose);
  expect(lintCompose(compose).some((line) => line.startsWith(`${rule}: `))).toBe(true);
});

test("a key that the specification does not know is found", () => {
  const compose = readCompose(composeText(), variables);
  Object.assign(compose.services.site!, { read_onyl: true });
  expect(lintCompose(compose)).toEqual([expect.stringContaining("schema: /services/site ")]);
});

test("without the secrets nothing starts", () => {
  for (const name of ["POSTGRES_PASSWORD", "NEXTAUTH_SECRET", "INNGEST_SIGNING_KEY", "STRIPE_SECRET_KEY"])
    expect(() => readCompose(composeText(), { ...variables, [name]: "" })).toThrow(name);
});

test("Stripe takes the stand-in's place by variables alone", () => {
  const { site } = readCompose(composeText(), { ...variables, STRIPE_API_URL: "" }).services;
  expect(site?.environment?.STRIPE_API_URL).toBe("");
  expect(readCompose(composeText(), variables).services.site?.environment?.STRIPE_API_URL).toMatch(/gateway/);
});

test("variables stand in values as the specification says", () => {
  // A "#" for each "$", which would look like JavaScript's.
  const put = (text: string) => interpolate(text.replaceAll("#", "$"), { A: "", C: "c" });
  expect(put("#{A:-x}|#{A-x}|#{B-x}|#{C}|#{A:-#{B:-y}}|#{D}")).toBe("x||x|c|y|");
  expect(() => put("#{A:?is missing}")).toThrow("A: is missing");
});

test("secrets are made once, each for itself, and for their owner's eyes", () => {
  const file = path.join(folder, "again.env");
  fs.writeFileSync(file, "POSTGRES_PASSWORD=mine\nSITE_PORT=80");
  expect(makeComposeEnv(file)).not.toContain("POSTGRES_PASSWORD");
  const first = fs.readFileSync(file, "utf8");
  expect(first).toContain("POSTGRES_PASSWORD=mine\nSITE_PORT=80\n");
  expect(makeComposeEnv(file)).toEqual([]);
  expect(fs.readFileSync(file, "utf8")).toBe(first);
  expect(fs.statSync(file).mode & 0o077).toBe(0);
  const values = Object.values(variables);
  expect(new Set(values).size).toBe(values.length);
});
