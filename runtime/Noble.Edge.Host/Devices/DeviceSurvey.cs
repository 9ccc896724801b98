using Noble.Edge.Rig;

namespace Noble.Edge.Host;

/// <summary>Looks for what a rig on this machine can be made of. It opens GPIO chips and asks for real-time rights; it drives nothing.</summary>
internal static class DeviceSurvey
{
    private const string GpioRule = "udev: SUBSYSTEM==\"gpio\", KERNEL==\"gpiochip*\", GROUP=\"gpio\", MODE=\"0660\"; then usermod -aG gpio USER";
    private const string SerialGroup = "usermod -aG dialout USER, and log in again";
    private const string I2cGroup = "udev: SUBSYSTEM==\"i2c-dev\", GROUP=\"i2c\", MODE=\"0660\"; then usermod -aG i2c USER";
    private const string SpiGroup = "udev: SUBSYSTEM==\"spidev\", GROUP=\"spi\", MODE=\"0660\"; then usermod -aG spi USER";

    /// <summary>Looks.</summary>
    /// <param name="devices">Where devices are; <c>/dev</c>.</param>
    internal static DeviceRow[] Look(string devices = "/dev") =>
    [
        .. Gpio(),
        .. Files(devices, "serial", ["ttyACM*", "ttyUSB*"], "serial port: a microcontroller's bridge", "no /dev/ttyACM* or /dev/ttyUSB*: is a board plugged in?", SerialGroup),
        .. Files(devices, "i2c", ["i2c-*"], "I2C bus: converters, port expanders", "no /dev/i2c-*: modprobe i2c-dev, and switch the bus on (raspi-config, device tree)", I2cGroup),
        .. Files(devices, "spi", ["spidev*"], "SPI bus: converters", "no /dev/spidev*: switch the bus on (raspi-config, device tree)", SpiGroup),
        .. Converters(),
        new() { Kind = "bridge", Name = "link", Description = "microcontroller that emits on its own timer: serial port, unix socket or TCP (noble-edge bridge)", Usable = true },
        new() { Kind = "eieio", Name = "UDP", Description = "SpiNNaker address-events in and out, with the database handshake", Usable = true },
        new() { Kind = "spif", Name = "UDP", Description = "events of and to SpiNNaker's peripheral interface", Usable = true },
        new() { Kind = "udp", Name = "UDP", Description = "currents and conductances of the streaming operator's neurons in, their voltage out", Usable = true },
        new() { Kind = "mqtt", Name = "embedded", Description = "MQTT v5 broker inside the program, on loopback", Usable = true },
        new() { Kind = "mqtt", Name = "external", Description = "any MQTT v5 broker: TLS, client certificates, password", Usable = true },
        new() { Kind = "aedat", Name = "file", Description = "event files, AEDAT 3.1 and 4", Usable = true },
        new() { Kind = "file", Name = "recording", Description = "the experiment's log, NAME.nobl, and spikes as CSV", Usable = true },
        new() { Kind = "virtual", Name = "preparation", Description = "simulated neurons that answer stimulation", Usable = true },
        .. Realtime(RealtimeProbe.Ask(PacerOptions.Default)),
    ];

    /// <summary>Rows for what the machine granted to a real-time thread.</summary>
    internal static DeviceRow[] Realtime(RealtimeFacts facts) =>
    [
        new()
        {
            Kind = "real-time",
            Name = "scheduling",
            Description = facts.Scheduling,
            Usable = facts.IsRealtime,
            Help = facts.IsRealtime ? null : "/etc/security/limits.conf: USER - rtprio 80; or setcap cap_sys_nice,cap_ipc_lock+ep noble-edge",
        },
        new() { Kind = "real-time", Name = "processor", Description = facts.Processor, Usable = facts.IsRealtime, Help = facts.IsRealtime ? null : "comes with real-time scheduling" },
        new()
        {
            Kind = "real-time",
            Name = "memory",
            Description = facts.Memory,
            Usable = facts.Memory == "locked",
            Help = facts.Memory == "locked" ? null : "/etc/security/limits.conf: USER - memlock unlimited",
        },
    ];

    private static IEnumerable<DeviceRow> Converters()
    {
        var others = ConverterChips.HasBindings ? ", and those of Iot.Device.Bindings" : "; more in a build made with -p:IotBindings=true";
        yield return new DeviceRow { Kind = "dac", Name = "chips", Description = $"command currents: simulated, MCP4725, MCP4728{others}", Usable = true };
        yield return new DeviceRow { Kind = "adc", Name = "chips", Description = $"samples: simulated, ADS1115{others}", Usable = true };
        yield return new DeviceRow { Kind = "expander", Name = "chips", Description = $"slow lines: simulated, MCP23017{others}", Usable = true };
    }

    private static IEnumerable<DeviceRow> Gpio()
    {
        yield return new DeviceRow { Kind = "gpio", Name = GpioChipOptions.Virtual, Description = "bank of lines inside the program", Usable = true };
        var machine = GpioMachine.Survey();
        foreach (var chip in machine.Chips)
        {
            yield return new DeviceRow
            {
                Kind = "gpio",
                Name = chip.Path,
                Description = chip.Problem ?? $"{chip.Label}, {chip.LineCount} lines",
                Usable = chip.Problem is null,
                Help = chip.Problem is null ? null : GpioRule,
            };
        }

        if (machine.Chips.Count == 0)
        {
            yield return new DeviceRow { Kind = "gpio", Name = "chip", Description = "none", Usable = false, Help = "no /dev/gpiochip*: a PC has none of its own; a USB adapter brings one" };
        }

        var hasLibrary = machine.Libraries.Count > 0;
        yield return new DeviceRow
        {
            Kind = "gpio",
            Name = "libgpiod",
            Description = hasLibrary ? string.Join(", ", machine.Libraries) : "none: chips are driven through the kernel's character device",
            Usable = hasLibrary,
            Help = hasLibrary ? null : "apt-get install libgpiod2, or libgpiod3; not needed",
        };
    }

    private static DeviceRow[] Files(string devices, string kind, string[] patterns, string description, string missing, string permission)
    {
        string[] paths = [.. patterns.SelectMany(pattern => Directory.Exists(devices) ? Directory.GetFileSystemEntries(devices, pattern) : []).Order(StringComparer.Ordinal)];
        return paths.Length == 0
            ? [new DeviceRow { Kind = kind, Name = "none", Description = description, Usable = false, Help = missing }]
            : [.. paths.Select(path => DeviceAccess.MayUse(path)
                ? new DeviceRow { Kind = kind, Name = path, Description = description, Usable = true }
                : new DeviceRow { Kind = kind, Name = path, Description = $"{description}; this user may not read and write it", Usable = false, Help = permission })];
    }
}
