/**
 * Who may import whom: the table of docs/architecture.md. Type-only imports count.
 * Tests and fixtures stand beside the code and may reach further; nothing may reach them.
 */
const TEST = "(/testing/|\\.(test|fixture)\\.tsx?$)";
/** The part of the shared kernel that the pure rules may use. */
const PURE_KERNEL =
  "^server/shared/(airline|birth-date|canonical|fare-terms|icao-letters|money|nationality|order-terms|person-name|refund-steps|staff-permissions|time|zone-days|cabin-layout)\\.ts$";
/** The constants that a table's columns may name: languages, passenger types, cabins, fare brands, statuses. */
const PURE_CONSTANTS = "^server/shared/(airline|fare-terms|order-terms|staff-permissions)\\.ts$";
const TEMPORAL = "((^|/)node_modules/|^)temporal-polyfill(/|$)";
const OUTSIDE = "^(app|components|server|db|inngest|local|tools|bench|e2e|i18n)/";
const FRAMEWORKS =
  "((^|/)node_modules/|^)(next|react|react-dom|next-auth|next-intl|inngest|@tanstack/react-query)(/|$)";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circular",
      comment: "A cycle hides which of the two is the base.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-unresolvable",
      comment: "An import that cannot be resolved escapes every rule below.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "product-not-to-tests",
      severity: "error",
      from: { pathNot: [TEST, "^(bench|e2e|tools/prove)/"] },
      to: { path: [TEST, "^(bench|e2e)/"] },
    },
    {
      name: "local-is-a-stand-in",
      comment: "What lets a laptop stand in for the cloud is never part of the product.",
      severity: "error",
      from: { path: "^(app|components|server|db|inngest|i18n)/", pathNot: TEST },
      to: { path: "^(local|tools)/" },
    },
    {
      name: "adapters-use-the-front-door",
      comment:
        "app and inngest: server/<context>/{index,events,contracts,schemas,view-schemas,scopes,queries}, server/flows, server/shared, components.",
      severity: "error",
      from: { path: "^(app|inngest)/", pathNot: TEST },
      to: {
        path: "^(server|db)/",
        pathNot:
          "^server/((shared|flows)/.+|[^/]+/(index|events|contracts|schemas|view-schemas|scopes|queries))\\.ts$",
      },
    },
    {
      name: "inngest-not-to-app",
      severity: "error",
      from: { path: "^inngest/", pathNot: TEST },
      to: { path: "^app/" },
    },
    {
      name: "components-only-draw",
      comment: "components: each other, server/<context>/schemas, and pure shared terms.",
      severity: "error",
      from: { path: "^components/", pathNot: TEST },
      to: {
        path: "^(app|server|db|inngest)/",
        pathNot:
          "^server/([^/]+/schemas|shared/(airline|cabin-layout|canonical|fare-terms|order-terms|refund-steps|staff-permissions))\\.ts$",
      },
    },
    {
      name: "schemas-are-types-and-zod",
      comment: "They reach the browser: no way from them to a database or a secret.",
      severity: "error",
      from: { path: "^server/[^/]+/schemas\\.ts$" },
      to: { path: "^(db/|server/shared/(env|context|outbox|log)\\.ts)", reachable: true },
    },
    {
      name: "context-keeps-to-itself",
      comment: "server/X: itself, server/shared, db/client, db/schema/X, events of other contexts.",
      severity: "error",
      from: { path: "^server/(?!shared/|flows/)([^/]+)/", pathNot: TEST },
      to: {
        path: OUTSIDE,
        pathNot: [
          "^server/($1|shared)/",
          "^server/[^/]+/events\\.ts$",
          "^db/client\\.ts$",
          "^db/schema/$1\\.ts$",
          // Pure: pages, e-mails and documents write money and times the same way.
          "^i18n/format\\.ts$",
        ],
      },
    },
    {
      name: "flows-use-front-doors",
      comment:
        "server/flows: each other, server/<context>/{index,events,schemas,view-schemas,scopes,queries}, server/shared.",
      severity: "error",
      from: { path: "^server/flows/", pathNot: TEST },
      to: {
        path: OUTSIDE,
        pathNot: "^server/((shared|flows)/.+|[^/]+/(index|events|schemas|view-schemas|scopes|queries))\\.ts$",
      },
    },
    {
      name: "contexts-know-no-flow",
      comment: "A flow is above the contexts that it calls: only app and inngest start one.",
      severity: "error",
      from: { path: "^(components|server|db|i18n)/", pathNot: [TEST, "^server/flows/"] },
      to: { path: "^server/flows/" },
    },
    {
      name: "kernel-is-pure",
      comment: "What pure rules and every page, e-mail and document share: no clock, no database, no I/O.",
      severity: "error",
      from: { path: ["^i18n/format\\.ts$", PURE_KERNEL] },
      to: { path: ".+", pathNot: [PURE_KERNEL, TEMPORAL] },
    },
    {
      name: "assurance-reads-by-raw-sql",
      comment: "The checks look at every context's tables, but know none of their code.",
      severity: "error",
      from: { path: "^server/assurance/", pathNot: TEST },
      to: { path: "^db/", pathNot: "^db/(client|schema/assurance)\\.ts$" },
    },
    {
      name: "shared-knows-no-context",
      severity: "error",
      from: { path: "^server/shared/", pathNot: TEST },
      to: {
        path: OUTSIDE,
        pathNot: [
          "^server/shared/",
          "^db/(client|env)\\.ts$",
          "^db/schema/(shared|columns)\\.ts$",
          // Pure: documents are made here too.
          "^i18n/format\\.ts$",
          "^db/newest-migration\\.ts$",
        ],
      },
    },
    {
      name: "domain-is-pure",
      comment: "server/X/domain: domain files and the pure kernel; no clock, no database, no I/O.",
      severity: "error",
      from: { path: "^server/([^/]+)/domain/", pathNot: TEST },
      to: {
        path: ".+",
        pathNot: ["^server/$1/domain/", PURE_KERNEL, TEMPORAL],
      },
    },
    {
      name: "schema-stands-alone",
      comment:
        "No foreign keys across contexts: one schema file per context, shared column helpers and constants only.",
      severity: "error",
      from: { path: "^db/schema/" },
      to: { path: OUTSIDE, pathNot: ["^db/schema/columns\\.ts$", PURE_CONSTANTS] },
    },
    {
      name: "db-imports-nothing-above",
      comment:
        "Scripts and migrations open the database without the airline's code. db/schema has a rule of its own.",
      severity: "error",
      from: { path: "^db/(?!schema/)", pathNot: TEST },
      to: { path: OUTSIDE, pathNot: "^db/" },
    },
    {
      name: "state-knows-no-framework",
      comment: "server and db: never next, react, inngest, app, local.",
      severity: "error",
      from: { path: "^(server|db)/", pathNot: TEST },
      to: { path: [FRAMEWORKS, "^(app|components|inngest|local|tools)/"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|\\.data)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
    },
  },
};
