# Noble.Edge: NOBLE neurons on the wire. `make` alone says what there is.

CONFIGURATION ?= Release
RID           ?= linux-x64
ARTIFACTS     := artifacts
EDGE          := $(ARTIFACTS)/noble-edge-$(RID)/noble-edge
TRAIN         := $(ARTIFACTS)/noble-train/noble-train
TOOLS         := $(ARTIFACTS)/noble-tools/noble-tools
ARGS          ?=

# The shipped models: everything that `make model` needs to make one again. Recipes are folders of tools/model.
MODEL_NAME    ?= fast-spiking
MODEL         := runtime/models/$(MODEL_NAME).noble
RECIPE        ?= train.json
MODEL_DATA    := data/$(MODEL_NAME)
MODEL_RUN     := runs/$(MODEL_NAME)

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1
# Without this the SDK itself refuses to start where libicu is not installed; nothing here is localised.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT := 1

# The page is part of noble-edge where Node can be had.
PAGE_OR_WORDS := tools/page/build.sh || echo "noble-edge is built without its live page: run it with --page off, or make page where Node can be had" >&2

# make install: where, and for a package into which folder.
PREFIX        ?= /usr/local
DESTDIR       ?=

.PHONY: help build test validate aot run model streaming-model bench publish publish-edge publish-train publish-tools page page-test arm64 install uninstall package firmware rig-sim format clean

help:
	@echo "make build    compile everything"
	@echo "make test     compile, then run every test (C# and C)"
	@echo "make validate compare the neurons with analytic solutions and with NEURON: every measured figure beside its threshold"
	@echo "make aot      publish noble-edge ahead of time, run it, and compare its stream with what mosquitto_sub receives"
	@echo "make run      publish noble-edge and stream 64 neurons of the shipped model for 10 s (ARGS='--neurons 256 --duration 1m')"
	@echo "make model    make a shipped model again from nothing: simulate, train, measure ($(shell cat tools/model/fast-spiking/duration.txt);"
	@echo "              MODEL_NAME=pvalb-318331342 SWC=morphology.swc HOF=folder RECIPE=train-cpu.json for the published cell: $(shell cat tools/model/pvalb-318331342/duration-cpu.txt))"
	@echo "make streaming-model  the streaming operator of such a model, into its folder ($(shell cat tools/model/pvalb-318331342/streaming-duration.txt))"
	@echo "make bench    time the operator engine beside its baselines, and the neurons beside NEURON; the rig beside cyclictest; the bridge's clock; the pacer with a live page and without (ARGS='operator', 'cost', 'models', 'neurons', 'rig', 'tick', 'streaming', 'bridge' or 'page' for one)"
	@echo "make page     build the live page that noble-edge serves (publish does it); make page-test tries it in Chromium"
	@echo "make publish  leave $(EDGE), $(TRAIN) and $(TOOLS) (RID=linux-arm64 for a Jetson or a Raspberry Pi)"
	@echo "make install  noble-edge with manual page, bash completion, systemd unit, udev rules and limits (PREFIX=$(PREFIX) DESTDIR=); make uninstall takes it away"
	@echo "make package  $(ARTIFACTS)/noble-edge_VERSION_{amd64,arm64}.deb; PACKAGES='amd64' for one"
	@echo "make arm64    publish noble-edge for arm64, run its self-check under qemu and in an emulated machine with Debian's arm64 kernel"
	@echo "make firmware build the microcontrollers' firmware: artifacts/firmware, with flash, RAM and worst-case stack of each board"
	@echo "make rig-sim  run such a board in QEMU, and stream a population to it (ARGS='--neurons 16 --duration 1m')"
	@echo "make format   check that the code is formatted as .editorconfig says"
	@echo "make clean    remove everything that was built"

build:
	@tools/check-prerequisites.sh
	@$(PAGE_OR_WORDS)
	dotnet build Noble.Edge.sln -c $(CONFIGURATION) --nologo -v quiet

test: build
	@tools/run-tests.sh $(CONFIGURATION)

validate:
	@tools/check-prerequisites.sh
	@tools/validate.sh $(CONFIGURATION)

aot:
	@tools/check-prerequisites.sh
	tests/aot/check.sh

run: publish-edge
	$(EDGE) run --broker embedded $(ARGS)

publish: publish-edge publish-train publish-tools

page:
	@tools/page/build.sh

page-test:
	@tools/page/test.sh

publish-edge:
	@tools/check-prerequisites.sh
	@[ $(RID) != linux-arm64 ] || [ $$(uname -m) = aarch64 ] || tools/arm64/prerequisites.sh build
	@$(PAGE_OR_WORDS)
	dotnet publish runtime/Noble.Edge.Host -c $(CONFIGURATION) -r $(RID) -o $(dir $(EDGE)) --nologo -v quiet
	@tools/publish-report.sh $(dir $(EDGE))

# What is published already is installed as it is: under sudo there may be no SDK.
install:
	@[ -x $(EDGE) ] || $(MAKE) --no-print-directory publish-edge
	@tools/install/install.sh install $(dir $(EDGE)) $(PREFIX) $(DESTDIR)

uninstall:
	@tools/install/install.sh uninstall $(dir $(EDGE)) $(PREFIX) $(DESTDIR)

PACKAGES ?= amd64 arm64

package:
	@for architecture in $(PACKAGES); do case $$architecture in amd64) rid=linux-x64 ;; *) rid=linux-arm64 ;; esac; \
		$(MAKE) --no-print-directory publish-edge RID=$$rid && tools/install/package.sh $$architecture || exit 1; done

publish-tools:
	@tools/check-prerequisites.sh
	dotnet publish tools/Noble.Edge.Tools -c $(CONFIGURATION) -o $(dir $(TOOLS)) --nologo -v quiet

publish-train:
	@tools/check-prerequisites.sh
	dotnet publish trainer/Noble.Edge.Trainer -c $(CONFIGURATION) -o $(dir $(TRAIN)) --nologo -v quiet

model: publish-train
	TRAIN=$(TRAIN) DATA=$(MODEL_DATA) RUN=$(MODEL_RUN) MODEL=$(MODEL) NAME=$(MODEL_NAME) SWC=$(SWC) HOF=$(HOF) RECIPE=$(RECIPE) DEVICE=$(DEVICE) tools/model/make-model.sh

streaming-model: publish-train
	TRAIN=$(TRAIN) DATA=$(MODEL_DATA) RUN=$(MODEL_RUN) MODEL=$(MODEL) NAME=$(MODEL_NAME) SWC=$(SWC) HOF=$(HOF) tools/model/make-streaming.sh

bench:
	@tools/check-prerequisites.sh
	dotnet run -c $(CONFIGURATION) --project tools/Noble.Edge.Benchmarks $(if $(ARGS),-- $(ARGS))

arm64:
	tests/aot/check-arm64.sh
	tools/arm64-vm/run.sh $(MODEL)

firmware:
	@tools/bridge-rig/prerequisites.sh
	@$(MAKE) --no-print-directory -s -C firmware-bridge/firmware firmware

rig-sim: publish-edge firmware
	@$(MAKE) --no-print-directory -s -C firmware-bridge/firmware rig
	@tools/bridge-rig/rig-sim.sh $(EDGE) $(ARGS)

format:
	dotnet format Noble.Edge.sln --verify-no-changes --verbosity minimal

clean:
	rm -rf $(ARTIFACTS)
	find . -type d \( -name bin -o -name obj \) -not -path './.git/*' -prune -exec rm -rf {} +
	$(MAKE) -C firmware-bridge/firmware clean
