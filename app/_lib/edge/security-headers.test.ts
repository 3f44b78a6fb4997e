import { describe, expect, it } from "vitest";
import { securityHeaders } from "./security-headers";

const input = {
  nonce: "abc",
  appUrl: "http://localhost:3000",
  formTargets: ["https://checkout.stripe.com"],
  development: false,
};

describe("security headers", () => {
  it("allow only scripts with this response's nonce, and no eval in production", () => {
    const policy = securityHeaders(input)["Content-Security-Policy"];
    expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
    expect(policy).not.toContain("unsafe-eval");
    expect(securityHeaders({ ...input, development: true })["Content-Security-Policy"]).toContain(
      "'unsafe-eval'",
    );
  });

  it("let forms end at the payment page and nowhere else", () => {
    expect(securityHeaders(input)["Content-Security-Policy"]).toContain(
      "form-action 'self' https://checkout.stripe.com;",
    );
  });

  it("refuse frames", () => {
    const headers = securityHeaders(input);
    expect(headers["Content-Security-Policy"]).toContain("frame-ancestors 'none'");
    expect(headers["X-Frame-Options"]).toBe("DENY");
  });

  it("insist on https only where the site is served by it", () => {
    expect(securityHeaders(input)["Strict-Transport-Security"]).toBeUndefined();
    const headers = securityHeaders({ ...input, appUrl: "https://air.example" });
    expect(headers["Strict-Transport-Security"]).toContain("max-age=31536000");
    expect(headers["Content-Security-Policy"]).toContain("upgrade-insecure-requests");
  });
});
