# Parley without a database of its own: NEO4J_URI names the one to use, so that neither Java nor Maven is needed.
# docker-compose.yml starts both. No engine was at hand where this was written: a test reads this file, none has built it.

FROM node:22-slim AS build
WORKDIR /parley
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:22-slim
WORKDIR /parley
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
COPY --from=build /parley/package.json ./
COPY --from=build /parley/node_modules ./node_modules
COPY --from=build /parley/dist ./dist
COPY --from=build /parley/schema ./schema
COPY --from=build /parley/seeds ./seeds
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# What lives for one request is collected cheaply where the young heap has room for many of them.
CMD ["node", "--max-semi-space-size=64", "dist/cli/parley.js", "start"]
