// Stands in for Vercel's command line: `build`, `deploy --prebuilt` and `promote` with the arguments that ours gives it. Like the
// real one it takes the token and the values of `--env NAME` from its environment, and says what it does on stderr.
import fs from "node:fs";

const [command, ...args] = process.argv.slice(2);
const valuesOf = (flag) => args.flatMap((arg, index) => (arg === flag ? [args[index + 1]] : []));
// The build must have no key of the production.
if (command === "build" && process.env.DATABASE_URL) throw new Error("the build has the database's address");
const link = JSON.parse(fs.readFileSync(".vercel/project.json", "utf8"));

if (command === "build") {
  if (link.settings.framework !== "nextjs") throw new Error("the project has no settings");
  fs.mkdirSync(".vercel/output", { recursive: true });
  fs.writeFileSync(".vercel/output/config.json", JSON.stringify({ version: 3 }));
} else if (command === "promote") {
  const path = `/v10/projects/${process.env.VERCEL_PROJECT_ID}/promote/${new URL(args[0]).host}`;
  const response = await fetch(valuesOf("--api")[0] + path, {
    method: "POST",
    headers: { Authorization: `Bearer ${process.env.VERCEL_TOKEN}` },
  });
  if (!response.ok) throw new Error("not promoted");
} else {
  if (!fs.existsSync(".vercel/output/config.json")) throw new Error("there is no prebuilt output");
  const env = Object.fromEntries(valuesOf("--env").map((name) => [name, process.env[name]]));
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined) throw new Error(`No value specified for env variable "${name}"`);
    console.error(`Reading "${name}" = ${value} with ${process.env.VERCEL_TOKEN}`);
  }
  const meta = Object.fromEntries(valuesOf("--meta").map((pair) => pair.split("=")));
  const response = await fetch(
    `${valuesOf("--api")[0]}/v13/deployments?teamId=${process.env.VERCEL_ORG_ID}`,
    {
      method: "POST",
      headers: { Authorization: `Bearer ${process.env.VERCEL_TOKEN}` },
      body: JSON.stringify({ env, meta, ...(args.includes("--prod") ? { target: "production" } : {}) }),
    },
  );
  const answer = await response.json();
  if (!response.ok) throw new Error(`${answer.error.message} (${process.env.VERCEL_TOKEN})`);
  console.log(`https://${answer.url}`);
}
