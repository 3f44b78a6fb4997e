import { expect, test } from "vitest";
import { type HelmTarget, readDeploySettings } from "./deploy-settings";
import { helmUpgrade } from "./deploy-with-helm";
import { imageNames } from "./name-images";
import { SecretText } from "./secret-text";

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
const helm = {
  DEPLOY_TARGET: "helm",
  APP_URL: "https://air.example.com",
  KUBE_CONFIG: "kubeconfig-with-a-key",
  SITE_IMAGE: `ghcr.io/owner/air@${digest}`,
  TOOLS_IMAGE: `ghcr.io/owner/air-tools@${digest}`,
};

test("a cluster gets both images by digest, and Helm takes a release back that does not become ready", () => {
  const command = helmUpgrade(readDeploySettings(helm, new SecretText()) as HelmTarget);
  expect(command.slice(0, 5)).toEqual(["helm", "upgrade", "--install", "msa-air", "deploy/helm/msa-air"]);
  expect(command).toContain("--set-string=image.repository=ghcr.io/owner/air");
  expect(command).toContain(`--set-string=image.digest=${digest}`);
  expect(command).toContain("--set-string=toolsImage.repository=ghcr.io/owner/air-tools");
  expect(command.join(" ")).toContain("--namespace air ");
  expect(command).toContain("--atomic");
  expect(command.join(" ")).not.toContain("kubeconfig-with-a-key");
});

test("a cluster's values may be in several files, in their order", () => {
  const values = "deploy/helm/msa-air/values-selfhosted.yaml,air.yaml";
  const settings = readDeploySettings({ ...helm, HELM_VALUES: values }, new SecretText()) as HelmTarget;
  expect(helmUpgrade(settings).join(" ")).toContain(`--values ${values} `);
});

test.each([
  [{ ...helm, SITE_IMAGE: "ghcr.io/owner/air:latest" }, /SITE_IMAGE/],
  [{ ...helm, KUBE_CONFIG: "" }, /KUBE_CONFIG/],
  [{ ...helm, DEPLOY_TARGET: "ftp" }, /DEPLOY_TARGET must be vercel or helm/],
  [{ ...helm, DEPLOY_TARGET: "vercel" }, /VERCEL_TOKEN[\s\S]*DATABASE_URL/],
])("a release without what it needs names it", (env, problem) => {
  expect(() => readDeploySettings(env, new SecretText())).toThrow(problem);
});

test("images have names in lower case, and the version of a tag or the commit", () => {
  const env = {
    GITHUB_REPOSITORY: "Owner/Air",
    GITHUB_SHA: "c0ffee".padEnd(40, "0"),
    GITHUB_REF_NAME: "v1.2.3",
  };
  const now = new Date("2026-11-30T00:00:00Z");
  expect(imageNames(env, now)).toEqual({
    site: "ghcr.io/owner/air",
    tools: "ghcr.io/owner/air-tools",
    version: "1.2.3",
    created: "2026-11-30T00:00:00.000Z",
  });
  // A branch's name is a stranger's text: no output may begin a new line with it.
  expect(imageNames({ ...env, GITHUB_REF_NAME: "v1\nsite=evil" }, now).version).toBe("c0ffee000000");
});
