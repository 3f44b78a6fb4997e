# syntax=docker/dockerfile:1.24.0@sha256:87999aa3d42bdc6bea60565083ee17e86d1f3339802f543c0d03998580f9cb89
# check=error=true
#
# docker build --target site .       the site; it also migrates (node migrate.mjs) and seeds (node seed.mjs)
# docker build --target tools .      operator's programs, with pg_dump, pg_restore and psql
# docker build --target stand-ins .  the payment gateway that stands in for Stripe
#
# Build argument NEXT_DEPLOYMENT_ID: the name of this version, for example the commit. Replicas of one build share it.
# Build secret server_actions_key: base64 of 32 bytes, the same for every build (README, Deployment).
# `npm run image` does all that stands here in an empty folder, without a container engine.

# The digest decides which image is taken; the tag tells people and Dependabot which one it is. Dependabot moves both.
FROM node:24.21.0-bookworm-slim@sha256:d6aa754f16b3197301076f047b5def2f02ea1dbbc2ca920407d46d7ec7f87b20 AS node
FROM postgres:18.6-bookworm@sha256:3725f4e2499eef5134592b3b4ab79a543ed7f8e533b05b5b637af926630f6650 AS postgres

# The packages change more seldom than the sources: this layer depends on the lock file alone. No package that the build
# uses needs its install script.
FROM node AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --include=dev --include=optional --ignore-scripts

# The cache of Next holds the key, so it stays outside of the layer. In the build's output the key is taken out again.
FROM packages AS build
ARG NEXT_DEPLOYMENT_ID=""
ENV NEXT_TELEMETRY_DISABLED=1
COPY . .
RUN --mount=type=cache,target=/app/.next/cache \
    --mount=type=secret,id=server_actions_key,env=NEXT_SERVER_ACTIONS_ENCRYPTION_KEY \
    node tools/ensure.mjs --build \
    && node --import tsx tools/image/hide-actions-key.ts .next/standalone \
    && node --import tsx tools/image/bundle-programs.ts .next/programs

# pg_dump must be as new as the server: the official image has the client that belongs to it.
FROM postgres AS tools
LABEL org.opencontainers.image.title="MSA Air tools" \
      org.opencontainers.image.description="Migration, seed, backup and restore of MSA Air" \
      org.opencontainers.image.licenses="Apache-2.0"
ARG VERSION="" REVISION="" CREATED="" SOURCE=""
LABEL org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}" \
      org.opencontainers.image.source="${SOURCE}"
ENV NODE_ENV=production HOME=/tmp
WORKDIR /app
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY LICENSE ./
COPY --from=build /app/.next/programs/tools ./
COPY --from=build /app/db/migrations ./migrations
USER 1000:1000
STOPSIGNAL SIGTERM
HEALTHCHECK NONE
ENTRYPOINT []
CMD ["node", "migrate.mjs"]

# What runs needs Node, and no package manager: what is not there cannot be out of date.
FROM node AS runtime
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack \
    /usr/local/bin/yarn /usr/local/bin/yarnpkg /opt/yarn-v*
ENV NODE_ENV=production
WORKDIR /app

FROM runtime AS stand-ins
LABEL org.opencontainers.image.title="MSA Air stand-ins" \
      org.opencontainers.image.description="Payment gateway that stands in for Stripe; no money moves" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN install -d -o 1000 -g 1000 /data
ENV MSA_DATA_DIR=/data MSA_GATEWAY_HOST=0.0.0.0 MSA_GATEWAY_PORT=12111
COPY LICENSE ./
COPY --from=build /app/.next/programs/stand-ins ./
COPY --from=build /app/node_modules/pretendard/package.json ./node_modules/pretendard/package.json
COPY --from=build /app/node_modules/pretendard/dist/web/variable ./node_modules/pretendard/dist/web/variable
USER 1000:1000
EXPOSE 12111
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.MSA_GATEWAY_PORT + '/health', { signal: AbortSignal.timeout(2500) }).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "gateway.mjs"]

# The last stage is what is built when no target is named. Its files belong to root, and the site runs as another user: it
# writes nothing, so the root file system may be read-only.
FROM runtime AS site
LABEL org.opencontainers.image.title="MSA Air" \
      org.opencontainers.image.description="An open-source airline reservation system" \
      org.opencontainers.image.licenses="Apache-2.0"
ARG VERSION="" REVISION="" CREATED="" SOURCE=""
LABEL org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}" \
      org.opencontainers.image.source="${SOURCE}"
# The heap as `npm start` sets it. Idle connections outlive those of load balancers, which keep them for a minute.
ENV NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000 KEEP_ALIVE_TIMEOUT=75000 \
    NODE_OPTIONS="--max-old-space-size=512 --max-semi-space-size=16"
COPY LICENSE ./
COPY --from=build /app/.next/standalone ./
COPY --from=build /app/.next/programs/site ./
COPY --from=build /app/db/migrations ./migrations
USER 1000:1000
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=6s --start-period=20s --retries=3 CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/api/health/live', { signal: AbortSignal.timeout(5000) }).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
