import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { chromium } from "@playwright/test";
import { canInstallPackages, installPackage, run } from "./debian-package";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * The path of a Chromium that starts: CHROMIUM_PATH, the system's, or Playwright's own. Null when none does.
 */
function findChromium(): string | null {
  const given = process.env.CHROMIUM_PATH;
  if (given && !runs(given)) throw new Error(`CHROMIUM_PATH does not run: ${given}`);
  return [given, ...PLACES, chromium.executablePath()].find((file) => file && runs(file)) ?? null;
}

/** Finds a Chromium, or installs one: from the distribution as root, else Playwright's. Throws when neither works. */
export function ensureChromium(): string {
  const found = findChromium();
  if (found) return found;
  if (canInstallPackages()) {
    installPackage("chromium");
  } else {
    console.log("Installing Playwright's Chromium …");
    run(process.execPath, ["node_modules/@playwright/test/cli.js", "install", "chromium"]);
  }
  const installed = findChromium();
  if (!installed) throw new Error("no Chromium was found or could be installed; set CHROMIUM_PATH to one");
  return installed;
}

function runs(file: string): boolean {
  return (
    fs.existsSync(file) && spawnSync(file, ["--version"], { stdio: "ignore", timeout: 30_000 }).status === 0
  );
}
