# The boards, included by the Makefile.
#   make firmware    every board: artifacts/firmware/BOARD.elf and .bin, and a line with its flash, RAM and worst-case stack
#   make rig         artifacts/bridge-rig: what drives and watches a board in QEMU, for tools/bridge-rig/run.sh
#   make drivers     tests of the converters' command words
#   make shared      tests of what boards share, those that this machine can run
#   make simulated   the simulated board, a program for this machine
ARM ?= arm-none-eabi-
FIRMWARE ?= ../../artifacts/firmware
RIG ?= ../../artifacts/bridge-rig
BOARDS := mps2-an386 stm32f446

ARM_FLAGS := -mcpu=cortex-m4 -mthumb -mfloat-abi=soft -ffreestanding -std=c11 -O2 -g $(WARNINGS) -ffunction-sections \
	-fdata-sections -fno-common -fstack-usage -fcallgraph-info=su
ARM_LINK := -nostdlib -Lboards/cortex-m -Wl,--gc-sections -Wl,--fatal-warnings -Wl,--no-warn-rwx-segments \
	-Wl,--print-memory-usage
ARM_INCLUDES := -I../protocol -Icore -Idrivers -Iboards/cortex-m -Iboards/simulation

# What a board consists of besides the core and boards/cortex-m, and which handlers may interrupt which: a group for each
# priority, the least urgent first, commas within a group.
mps2-an386_PARTS := boards/simulation boards/mps2-an386
mps2-an386_HANDLERS := link_on_host_byte,ethernet_on_interrupt wake_on_timer,link_on_pins_byte
stm32f446_PARTS := drivers boards/stm32f446
stm32f446_HANDLERS := adc_on_interrupt,link_on_tick link_on_interrupt inputs_on_edge \
	timer_on_interrupt,inputs_on_emergency,dac_on_interrupt

.PHONY: firmware simulated rig drivers shared

test: drivers shared

firmware: $(BOARDS:%=$(FIRMWARE)/%.bin)

define BOARD
$(1)_SOURCES := $$(wildcard core/*.c boards/cortex-m/*.c $$($(1)_PARTS:%=%/*.c))
$(1)_OBJECTS := $$($(1)_SOURCES:%.c=$$(OUT)/$(1)/%.o)

$$($(1)_OBJECTS): $$(OUT)/$(1)/%.o: %.c $$(BOARD_HEADERS) Makefile boards/boards.mk
	@mkdir -p $$(@D)
	@$$(ARM)gcc $$(ARM_FLAGS) $$(ARM_INCLUDES) -Iboards/$(1) -c $$< -o $$@

$$(FIRMWARE)/$(1).elf: $$($(1)_OBJECTS) boards/$(1)/$(1).ld boards/cortex-m/sections.ld
	@mkdir -p $$(@D)
	@$$(ARM)gcc $$(ARM_FLAGS) $$(ARM_LINK) -T boards/$(1)/$(1).ld $$($(1)_OBJECTS) -lgcc -o $$@ > $$(OUT)/$(1)/memory
	@echo $$($(1)_OBJECTS:.o=.ci) > $$(OUT)/$(1)/callgraphs

$$(FIRMWARE)/$(1).bin: $$(FIRMWARE)/$(1).elf boards/report.sh boards/stack.awk boards/library-stack.awk
	@ARM=$$(ARM) boards/report.sh $(1) $$< $$(OUT)/$(1) $$($(1)_HANDLERS)
	@$$(ARM)objcopy -O binary $$< $$@
endef

BOARD_HEADERS := $(wildcard ../protocol/*.h core/*.h drivers/*.h boards/*/*.h)
$(foreach board,$(BOARDS),$(eval $(call BOARD,$(board))))

# A loop of memcpy's own must not become a call of memcpy.
$(OUT)/%/boards/cortex-m/memory.o: ARM_FLAGS += -fno-tree-loop-distribute-patterns

SIMULATED := $(wildcard core/*.c boards/simulation/*.c boards/simulated/*.c)

simulated: $(OUT)/noble-simulated-board

$(OUT)/noble-simulated-board: $(SIMULATED) $(BOARD_HEADERS) Makefile boards/boards.mk
	@mkdir -p $(OUT)
	$(CC) -std=c11 -O1 -g $(WARNINGS) $(SANITIZE) -I../protocol -Icore -Iboards/simulation -Iboards/simulated $(SIMULATED) -o $@

rig: $(RIG)/pacemaker $(RIG)/check-records

RIG_FLAGS := -std=c11 -O2 $(WARNINGS) -I../protocol -Icore -Iboards/simulation -Iboards/simulated
PACEMAKER := $(wildcard ../../tools/bridge-rig/pacemaker/*.c) boards/simulated/endpoint.c

$(RIG)/pacemaker: $(PACEMAKER) $(wildcard ../../tools/bridge-rig/pacemaker/*.h) $(BOARD_HEADERS) boards/boards.mk
	@mkdir -p $(@D)
	$(CC) $(RIG_FLAGS) $(PACEMAKER) -o $@

$(RIG)/check-records: ../../tools/bridge-rig/check-records.c $(BOARD_HEADERS) boards/boards.mk
	@mkdir -p $(@D)
	$(CC) $(RIG_FLAGS) $< -o $@

drivers: $(OUT)/driver_tests
	$(OUT)/driver_tests

$(OUT)/driver_tests: $(wildcard drivers/*.[ch] drivers/tests/*.c) core/noble_check.h Makefile boards/boards.mk
	@mkdir -p $(OUT)
	$(CC) -std=c11 -O1 -g $(WARNINGS) $(SANITIZE) -I../protocol -Icore -Idrivers drivers/*.c drivers/tests/*.c -o $@

SHARED := boards/tests/main.c boards/simulation/pins.c boards/simulation/records.c

shared: $(OUT)/shared_tests
	$(OUT)/shared_tests

$(OUT)/shared_tests: $(SHARED) $(BOARD_HEADERS) Makefile boards/boards.mk
	@mkdir -p $(OUT)
	$(CC) -std=c11 -O1 -g $(WARNINGS) $(SANITIZE) -I../protocol -Icore -Iboards/simulation -Iboards/cortex-m $(SHARED) -o $@
