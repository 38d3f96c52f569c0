# The service, and nothing but node beside it. The two commands:
#
#   docker build -t dlg .
#   docker run --rm -it -p 5000:5000 dlg
#
# They total simulated numbers. `-e NUMBERS_API_REQUIRED=true` refuses to, where real ones are meant and no address came along.
#
# It needs no capability, no shell and no file that it can write: `--read-only --cap-drop=ALL` is fine.

# Any image with node and npm in it, of the same C library in all stages: NODE_IMAGE=node:24-alpine, say.
ARG NODE_IMAGE=docker.io/library/node:24-bookworm-slim

FROM ${NODE_IMAGE} AS pruned
ENV TURBO_TELEMETRY_DISABLED=1
WORKDIR /repo
COPY . .
RUN npx -y turbo@2.11.11 prune @dlg/http --docker

FROM ${NODE_IMAGE} AS built
ENV CI=true TURBO_TELEMETRY_DISABLED=1
WORKDIR /repo
# The packages first: they change less often than the sources.
COPY --from=pruned /repo/out/json/ .
RUN npx -y pnpm@10.34.8 install --frozen-lockfile
COPY --from=pruned /repo/out/full/ .
COPY --from=pruned /repo/tsconfig.base.json .
# Source maps are for those who change the code; nothing reads them here.
RUN npx -y pnpm@10.34.8 exec turbo run build --filter=@dlg/http && find apps/http/dist -name "*.map" -delete

FROM ${NODE_IMAGE}
# The version of the service, and the commit that is built: `--build-arg REVISION=$(git rev-parse HEAD)`.
ARG VERSION=dev
ARG REVISION=
# The address is nobody's; who publishes the image puts their own in its place.
LABEL org.opencontainers.image.title="dlg" \
      org.opencontainers.image.description="The exact total of a numbers API or of what is posted, as a service" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.source="https://dlg.example/dlg" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV NODE_ENV=production DLG_COMMIT=${REVISION}
WORKDIR /app
# The build bundles every package into dist; package.json only says that these are modules.
COPY --from=built /repo/apps/http/package.json /repo/apps/http/LICENSE ./
# The notices of these packages and an SBOM of them are in dist too.
COPY --from=built /repo/apps/http/dist/ dist/
# By number, so that Kubernetes can see that it is not root.
USER 1000:1000
EXPOSE 5000
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.ADMIN_PORT || process.env.PORT || 5000}/livez`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# No shell and no npm between the runtime and the service: signals reach it.
CMD ["node", "dist/main.js"]
