# The commands of the README and of CI by short names. `just` lists them; https://just.systems installs it.

[private]
default:
    @just --list --unsorted

# a throw-away demo tenant on http://localhost:4000/
dev *flags:
    cargo run --release -- dev {{ flags }}

# every test, on SQLite and on a throw-away Postgres
test:
    cargo test

# the black-box tests whose path contains NAME, for example `just one refresh_tokens`
one name:
    cargo test --locked --test black_box -- {{ name }}

# the unit tests whose path contains NAME
unit name:
    cargo test --locked --lib {{ name }}

# format, clippy, what the image compiles, dependencies
lint:
    .ci/run lint

# real clients: all of them, or those that are named, for example `just compat chromium`
compat *clients:
    tests/compat/run {{ clients }}

# everything that CI does; installs what is missing (Debian)
ci:
    .ci/run

# installs what tests and real clients need (Debian)
install:
    .ci/run install

# the container's image
image:
    docker build --tag footbridge .

# builds and starts the image without Docker, as root, with mmdebstrap
boot:
    .ci/image boot

# the README's figures: transfers
bench:
    cargo bench --bench transfer
