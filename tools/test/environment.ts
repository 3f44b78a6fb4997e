/** The environment that the app requires, with values for tests only. */
export const TEST_ENVIRONMENT = {
  APP_URL: "http://localhost:3000",
  NEXTAUTH_URL: "http://localhost:3000",
  NEXTAUTH_SECRET: "only-for-tests-0123456789abcdef0123456789abcdef",
  DATA_KEY: "data-only-for-tests-0123456789abcdef0123456789",
  INNGEST_BASE_URL: "http://127.0.0.1:8288",
  INNGEST_SERVE_ORIGIN: "http://localhost:3000",
  INNGEST_EVENT_KEY: "only-for-tests-event-key",
  INNGEST_SIGNING_KEY: "0123456789abcdef0123456789abcdef",
  STRIPE_SECRET_KEY: "sk_test_only_for_tests",
  STRIPE_WEBHOOK_SECRET: "whsec_only_for_tests",
  STRIPE_API_URL: "http://127.0.0.1:12111",
  SMTP_URL: "smtp://127.0.0.1:1025",
  MAIL_FROM: "MSA Air <no-reply@msa-air.example>",
} as const;
