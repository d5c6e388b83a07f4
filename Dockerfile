# One image for everything: by default all of wardwatch in one process; any worker by name:
#   docker run … wardwatch node dist/workers/match.js      (poll, ingest, match or notify)
FROM node:22-bookworm-slim AS build
WORKDIR /wardwatch
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY src src
COPY workers workers
COPY config config
RUN node scripts/build.mjs && npm prune --omit=dev --ignore-scripts

FROM node:22-bookworm-slim
ENV NODE_ENV=production
WORKDIR /wardwatch
COPY --from=build /wardwatch/package.json ./
COPY --from=build /wardwatch/node_modules node_modules
COPY --from=build /wardwatch/dist dist
COPY --from=build /wardwatch/config config
# Data (embedded database, drop folder) live in the volume; config/wardwatch.yaml may be mounted over the shipped folder.
RUN mkdir -p data drop && chown -R node:node data drop
USER node
VOLUME ["/wardwatch/data", "/wardwatch/drop"]
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s CMD ["node", "dist/src/cli/main.js", "health"]
CMD ["node", "dist/src/cli/main.js", "start"]
