# The version of rust-toolchain.toml: tests/doorstep.rs compares the two.
FROM rust:1.95.0-bookworm AS build
WORKDIR /build

# The dependencies alone: this layer lasts until they change.
COPY Cargo.toml Cargo.lock ./
COPY crates/actions/Cargo.toml crates/actions/
COPY crates/domain/Cargo.toml crates/domain/
COPY crates/egress/Cargo.toml crates/egress/
COPY crates/keys/Cargo.toml crates/keys/
COPY crates/outside/Cargo.toml crates/outside/
COPY crates/saml/Cargo.toml crates/saml/
COPY crates/store/Cargo.toml crates/store/
COPY crates/webauthn/Cargo.toml crates/webauthn/
RUN for package in . crates/*; do mkdir "$package/src" && touch "$package/src/lib.rs"; done \
 && echo 'fn main() {}' > src/main.rs \
 && cargo build --release --locked \
 && rm -r src crates

COPY migrations migrations
COPY templates templates
COPY assets assets
COPY crates crates
COPY src src
# Newer than the layer above, or cargo would take its empty crates for these.
RUN touch src/main.rs src/lib.rs crates/*/src/lib.rs \
 && cargo build --release --locked

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --system --gid 10001 footbridge \
 && useradd --system --uid 10001 --gid footbridge --home-dir /data --no-create-home --shell /usr/sbin/nologin footbridge \
 && install --directory --owner=footbridge --group=footbridge --mode=0700 /data
COPY --from=build /build/target/release/footbridge /usr/local/bin/footbridge

# `docker stop` kills after ten seconds: the drain has to be over by then. Temporary files go to the volume, so that the
# root file system may be read-only.
ENV FOOTBRIDGE_LISTEN=0.0.0.0:4000 \
    FOOTBRIDGE_EXPOSE=true \
    FOOTBRIDGE_DATA_DIR=/data \
    FOOTBRIDGE_DRAIN_DELAY=3s \
    FOOTBRIDGE_SHUTDOWN_GRACE=5s \
    TMPDIR=/data
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 CMD ["footbridge", "healthcheck"]
ENTRYPOINT ["footbridge"]
CMD ["serve"]
