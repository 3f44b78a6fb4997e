/** A replica of the site, as the proxy knows it. */
export interface Upstream {
  name: string;
  port: number;
}

const CHECKED = "check inter 250ms fastinter 100ms downinter 150ms fall 2 rise 1 pool-purge-delay 20s";

/**
 * The configuration of HAProxy in front of the replicas, as a careful operator writes it:
 *
 * - A replica gets requests while `/api/health/ready` answers 200. Two other answers take it out; what it has begun, it ends.
 *   A slow answer is none of these: the last replica must not be taken out because it is busy.
 * - A request that could not be sent goes to another replica. One that was sent is repeated only when it is a GET or HEAD: a
 *   repeated POST might act twice.
 * - It knows nothing of versions: every replica has the files of all of them
 *   (docs/decisions/0057-files-outlive-a-release.md).
 * - Requests that failed, or that were sent twice, are in its log.
 * - The client's address is appended to X-Forwarded-For (`TRUSTED_PROXY_HOPS=1`).
 */
export const haproxyConfig = (port: number, statsPort: number, upstreams: readonly Upstream[]): string => `
global
  maxconn 2000
  log stderr format raw local0
defaults
  mode http
  log global
  option httplog
  option dontlog-normal
  option forwardfor
  option redispatch 1
  retries 3
  timeout connect 1s
  timeout check 5s
  timeout client 60s
  timeout server 60s
  timeout queue 5s
  timeout http-request 20s
  timeout http-keep-alive 30s
listen stats
  bind 127.0.0.1:${statsPort}
  stats enable
  stats uri /stats
frontend site
  bind 127.0.0.1:${port}
  default_backend replicas
backend replicas
  balance roundrobin
  option httpchk
  http-check send meth GET uri /api/health/ready
  http-check expect status 200
  retry-on conn-failure empty-response
  http-request disable-l7-retry unless METH_GET
  default-server ${CHECKED}
${upstreams.map(({ name, port: own }) => `  server ${name} 127.0.0.1:${own}`).join("\n")}
`;
