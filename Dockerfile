# The executable and the five libraries that it is linked with, on nothing: no shell, no package manager, no Node beside it.
#
#   npm run executables -- linux-x64 && bash ci/container-root.sh dist/executables/softqcos-verify-linux-x64 dist/container
#   docker build -t softqcos-verify .
#   docker run --rm --network none --read-only -v "$PWD:/work:ro" softqcos-verify --bundle incident.zip --trust-root trust-root.json
FROM scratch
COPY dist/container/ /
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/softqcos-verify"]
