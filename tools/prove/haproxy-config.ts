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
 * - A file of a build that one replica does not have is asked of the others: while two versions serve, a page of one
 *   version loads its scripts through a replica of the other. A replica that was asked to end still gives its files.
 * - The client's address is appended to X-Forwarded-For (`TRUSTED_PROXY_HOPS=1`).
 */
export const haproxyConfig = (port: number, statsPort: number, upstreams: readonly Upstream[]): string => `
global
  maxconn 2000
defaults
  mode http
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
  use_backend files if { path_beg /_next/static/ }
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
backend files
  balance roundrobin
  option httpchk
  http-check send meth GET uri /api/health/live
  http-check expect status 200
  retry-on conn-failure empty-response 404
  default-server ${CHECKED}
${upstreams.map(({ name, port: own }) => `  server ${name} 127.0.0.1:${own}`).join("\n")}
`;
