import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";
import { FORM_BYTES } from "./app/_lib/edge/body-limits";
import { platformHeaders } from "./app/_lib/edge/platform-headers";

const withNextIntl = createNextIntlPlugin("./i18n/request.ts");

const config: NextConfig = {
  output: "standalone",
  distDir: process.env.MSA_DIST_DIR ?? ".next",
  reactStrictMode: true,
  // `npm start` builds what `npm test` has checked; a plain `next build` checks types itself.
  typescript: { ignoreBuildErrors: process.env.MSA_SKIP_TYPECHECK === "1" },
  poweredByHeader: false,
  // The workspace is this folder, also when a lock file lies further up.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
  // Longer bodies are refused before Next sees them; where somebody else's server runs Next, these limits hold.
  experimental: { serverActions: { bodySizeLimit: FORM_BYTES }, proxyClientMaxBodySize: FORM_BYTES },
  // Everywhere else the guard sets them, at run time and on refusals too.
  headers: async () => (process.env.VERCEL ? platformHeaders() : []),
  serverExternalPackages: ["pg", "pino", "@neondatabase/serverless", "nodemailer"],
};

export default withNextIntl(config);
