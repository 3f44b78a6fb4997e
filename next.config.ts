import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

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
  serverExternalPackages: ["pg", "pino", "@neondatabase/serverless", "nodemailer"],
};

export default withNextIntl(config);
