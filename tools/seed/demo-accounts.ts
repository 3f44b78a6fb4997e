/** Who may sign in after seeding. The password is meant for one's own machine. */
const DEMO_PASSWORD = process.env.SEED_DEMO_PASSWORD || "msa-air-demo-2026";

const people = [
  { role: "ADMIN", email: "admin@msa-air.example", name: "운항 관리자", locale: "ko" },
  { role: "AGENT", email: "agent@msa-air.example", name: "예약 상담원", locale: "ko" },
  { role: "SCHEDULER", email: "scheduler@msa-air.example", name: "스케줄 담당자", locale: "ko" },
  { role: "REVENUE", email: "revenue@msa-air.example", name: "수익 관리자", locale: "ko" },
  { role: "AUDITOR", email: "auditor@msa-air.example", name: "감사 담당자", locale: "ko" },
  { role: "CUSTOMER", email: "minji.kim@example.com", name: "김민지", locale: "ko" },
  { role: "CUSTOMER", email: "james.park@example.com", name: "James Park", locale: "en" },
] as const;

export const DEMO_ACCOUNTS = people.map((person) => ({ ...person, password: DEMO_PASSWORD }));

const localHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** A password that stands in the source must not open a site that others can reach. */
export function demoAccountsAllowed(databaseUrl: string): boolean {
  return Boolean(process.env.SEED_DEMO_PASSWORD) || localHosts.has(new URL(databaseUrl).hostname);
}
