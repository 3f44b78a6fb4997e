import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";
import { FORM_BYTES } from "./app/_lib/edge/body-limits";
import { isServedByPlatform, platformHeaders } from "./app/_lib/edge/platform-headers";

const withNextIntl = createNextIntlPlugin({
  requestConfig: "./i18n/request.ts",
  // Messages are parsed by the build: no page needs the parser.
  experimental: { messages: { path: "./messages", format: "json", locales: "infer", precompile: true } },
});

const config: NextConfig = {
  output: "standalone",
  distDir: process.env.MSA_DIST_DIR ?? ".next",
  reactStrictMode: true,
  // `npm start` builds what `npm test` has checked; a plain `next build` checks types itself.
  typescript: { ignoreBuildErrors: process.env.MSA_SKIP_TYPECHECK === "1" },
  poweredByHeader: false,
  // The guard compresses, by brotli too; a platform does it itself.
  compress: false,
  // The workspace is this folder, even when a folder above has a lock file.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
  // Read at run time by the routes that serve them.
  outputFileTracingIncludes: {
    "/api/v1/docs/redoc.js": ["node_modules/redoc/bundles/redoc.standalone.js"],
    "/api/v1/openapi.json": ["docs/openapi.json"],
    // The typeface of papers, which are made for downloads and for e-mails.
    "/api/**": ["node_modules/pretendard/dist/public/static/alternative/Pretendard-{Regular,Bold}.ttf"],
  },
  // Our own server refuses longer bodies before Next sees them. On a platform these limits apply.
  experimental: { serverActions: { bodySizeLimit: FORM_BYTES }, proxyClientMaxBodySize: FORM_BYTES },
  // Our own server sets them in its guard, at run time and on refusals too.
  headers: async () => (isServedByPlatform() ? platformHeaders() : []),
  serverExternalPackages: [
    // They read files of their own beside their code.
    ...["pdfkit", "fontkit"],
    ...["pg", "pino", "@neondatabase/serverless", "nodemailer", "prom-client", "@opentelemetry/api"],
    // Loaded only where traces are sent.
    ...[
      "@opentelemetry/sdk-trace-node",
      "@opentelemetry/exporter-trace-otlp-http",
      "@opentelemetry/resources",
    ],
  ],
};

export default withNextIntl(config);
