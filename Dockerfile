# docker build -t kelambu . && docker run -p 3000:3000 -e DATABASE_URL=… -e KELAMBU_KEK=… -e KELAMBU_REGISTER_KEY=… \
#   -e KELAMBU_JWKS_URL=… -e KELAMBU_JWT_ISSUER=… -e KELAMBU_JWT_AUDIENCE=… kelambu
FROM node:24-slim AS build
WORKDIR /kelambu
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY src src
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production KELAMBU_HOST=0.0.0.0 KELAMBU_FOLDER=/var/lib/kelambu
WORKDIR /kelambu
COPY --from=build /kelambu/package.json ./
COPY --from=build /kelambu/node_modules node_modules
COPY --from=build /kelambu/dist dist
RUN mkdir /var/lib/kelambu && chown node:node /var/lib/kelambu
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.KELAMBU_PORT || 3000) + '/health/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# No shell and no npm in between: the signal to stop reaches the server itself.
CMD ["node", "--max-semi-space-size=64", "dist/main.js"]
