EXTRA_DIST += tests/layers.sh
include tests/unit/base.mk
include tests/unit/form.mk
include tests/unit/record.mk
include tests/unit/vault.mk
include tests/unit/grid.mk
include tests/unit/export.mk
include tests/unit/app.mk
include tests/unit/view.mk
include tests/unit/cli.mk
include tests/journeys/local.mk
include tests/terminal/local.mk
include tests/fault/local.mk
include tests/fuzz/local.mk
include tests/bench/local.mk
