import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "@/tools/root";
import { buildContext } from "./build-context";
import { lintDockerfile, RULES } from "./dockerfile-rules";

const DOCKERFILE = fs.readFileSync(path.join(ROOT, "Dockerfile"), "utf8");
const CONTEXT = buildContext();
const rulesOf = (text: string) => [...new Set(lintDockerfile(text, CONTEXT).map(({ rule }) => rule))].sort();

/** The repository's Dockerfile with one thing in it that the rule is against. */
const BROKEN: Record<string, (text: string) => string> = {
  DL3000: (text) => text.replace("WORKDIR /app", "WORKDIR app"),
  DL3002: (text) => text.replaceAll("USER 1000:1000", "USER root"),
  DL3004: (text) => text.replace("RUN rm -rf", "RUN sudo rm -rf"),
  DL3006: (text) => text.replace(":24.21.0-bookworm-slim@", "@"),
  DL3007: (text) => text.replace(":24.21.0-bookworm-slim@", ":latest@"),
  DL3008: (text) => text.replace("RUN rm -rf", "RUN apt-get install -y curl && rm -rf"),
  DL3009: (text) => text.replace("RUN rm -rf", "RUN apt-get update && rm -rf"),
  DL3016: (text) => text.replace("npm ci", "npm install"),
  DL3020: (text) => text.replace("COPY LICENSE ./", "ADD LICENSE ./"),
  DL3022: (text) => text.replace("--from=build /app/db", "--from=bild /app/db"),
  DL3024: (text) => text.replace("AS stand-ins", "AS tools"),
  DL3025: (text) => text.replace('CMD ["node", "server.js"]', "CMD node server.js"),
  DL3045: (text) => text.replaceAll(/^WORKDIR .*\n/gm, ""),
  DL3057: (text) => text.replaceAll(/^HEALTHCHECK .*\n/gm, ""),
  DL4006: (text) => text.replace("RUN rm -rf", "RUN ls | sort && rm -rf"),
  "pinned-image": (text) => text.replace(/(FROM postgres:\S+)@sha256:\w+/, "$1"),
  "pinned-syntax": (text) => text.replace(/(# syntax=\S+)@sha256:\w+/, "$1"),
  "numeric-user": (text) => text.replaceAll("USER 1000:1000", "USER node"),
  "stop-signal": (text) => text.replaceAll("STOPSIGNAL SIGTERM\n", ""),
  labels: (text) => text.replaceAll("image.licenses=", "image.license="),
  "no-secret": (text) => text.replace('ARG NEXT_DEPLOYMENT_ID=""', 'ARG NPM_TOKEN=""'),
  "hidden-key": (text) => text.replace(/ && node --import tsx tools\/image\/hide-actions-key.*\n/, " \\\n"),
  "copied-files": (text) => text.replace("COPY package.json", "COPY docs/domain.md package.json"),
  syntax: (text) => text.replace("EXPOSE 3000", "EXPOSE three"),
};

test("the Dockerfile keeps every rule", () => {
  expect(lintDockerfile(DOCKERFILE)).toEqual([]);
});

test("every rule has a Dockerfile that breaks it", () => {
  expect(Object.keys(BROKEN).sort()).toEqual([...Object.keys(RULES), "syntax"].sort());
});

test.each(Object.entries(BROKEN))("%s is found", (rule, breaks) => {
  const broken = breaks(DOCKERFILE);
  expect(broken).not.toBe(DOCKERFILE);
  expect(rulesOf(broken)).toContain(rule);
});

test("a finding is allowed by a comment that gives a reason", () => {
  const broken = DOCKERFILE.replace("RUN rm -rf", "RUN apt-get install -y curl && rm -rf");
  const comment = (text: string) => broken.replace("RUN apt-get", `${text}\nRUN apt-get`);
  expect(rulesOf(comment("# hadolint ignore=DL3008: any version will do"))).not.toContain("DL3008");
  expect(rulesOf(comment("# hadolint ignore=DL3008"))).toContain("DL3008");
});
