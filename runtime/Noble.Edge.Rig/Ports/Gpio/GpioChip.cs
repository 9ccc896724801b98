using System.Device.Gpio;
using System.Device.Gpio.Drivers;
using System.Globalization;

namespace Noble.Edge.Rig;

/// <summary>A bank of GPIO lines, open: a chip of the machine or the bank inside this process.</summary>
/// <remarks>Ports that use it are closed before it. Inputs of a real chip always come through the kernel's character device, whose descriptor wakes the pacer's thread.</remarks>
public sealed class GpioChip : IDisposable
{
    private readonly CharacterDevice? _device;
    private readonly GpioController? _controller;

    private GpioChip(VirtualGpioDriver bank, int lines, IMonotonicClock clock)
    {
        (Clock, Bank, _controller) = (clock, bank, new GpioController(bank));
        (Name, Label, LineCount) = (GpioChipOptions.Virtual, "inside this process", lines);
        Description = $"virtual bank, {lines} lines";
    }

    private GpioChip(CharacterDevice device, GpioDriverKind kind, IMonotonicClock clock)
    {
        (Clock, _device, Driver) = (clock, device, kind);
        (Name, Label, LineCount) = (device.Name, device.Label, device.LineCount);
        _controller = kind == GpioDriverKind.CharacterDevice ? null : new GpioController(CreateDriver(device, kind));
        var through = kind switch
        {
            GpioDriverKind.CharacterDevice => "the kernel's character device",
            GpioDriverKind.LibGpiodV2 => $"libgpiod 2 ({GpioLibraries.Version2})",
            _ => $"libgpiod 1 ({GpioLibraries.Version1})",
        };
        Description = $"{device.Name} [{device.Label}], {device.LineCount} lines, through {through}";
    }

    /// <summary>The kernel's name of the chip, or <c>virtual</c>.</summary>
    public string Name { get; }

    /// <summary>What the chip's driver calls it.</summary>
    public string Label { get; }

    /// <summary>Lines.</summary>
    public int LineCount { get; }

    /// <summary>Through what outputs are driven; never <see cref="GpioDriverKind.Auto"/> or <see cref="GpioDriverKind.LibGpiod"/> for a real chip.</summary>
    public GpioDriverKind Driver { get; }

    /// <summary>The chip and its driver, for people.</summary>
    public string Description { get; }

    /// <summary>The bank inside this process, or null.</summary>
    public VirtualGpioDriver? Bank { get; }

    /// <summary>The clock that times what happens on its lines.</summary>
    internal IMonotonicClock Clock { get; }

    /// <summary>Opens a bank.</summary>
    /// <exception cref="GpioException">There is no such chip, it may not be opened, or the driver that was asked for is not installed.</exception>
    public static GpioChip Open(GpioChipOptions options, IMonotonicClock clock)
    {
        if (options.IsVirtual)
        {
            return new GpioChip(new VirtualGpioDriver(options.VirtualLines, clock), options.VirtualLines, clock);
        }

        var device = new CharacterDevice(FindPath(options.Chip));
        try
        {
            return new GpioChip(device, Choose(options.Driver, device), clock);
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

    /// <summary>Takes lines as outputs.</summary>
    /// <param name="lines">Their numbers.</param>
    /// <param name="levels">The level of each to begin with.</param>
    /// <exception cref="GpioException">A line cannot be had.</exception>
    internal IOutputLines OpenOutputs(IReadOnlyList<int> lines, IReadOnlyList<bool> levels)
    {
        if (_controller is null)
        {
            return new CharacterDeviceLines(_device!, lines, levels);
        }

        _device?.Check(lines);
        try
        {
            return new ControllerLines(_controller, lines, levels);
        }
        catch (Exception error) when (error is not GpioException)
        {
            throw new GpioException(Bank is null ? $"GPIO lines {string.Join(", ", lines)} of {Name}: libgpiod refuses them: {error.Message}" : error.Message, error);
        }
    }

    /// <summary>Takes lines as inputs.</summary>
    /// <exception cref="GpioException">A line cannot be had.</exception>
    internal IInputLines OpenInputs(IReadOnlyList<GpioInputLine> lines)
    {
        if (_device is null)
        {
            return lines.FirstOrDefault(line => line.Line >= LineCount) is { Line: var missing }
                ? throw new GpioException($"GPIO line {missing} asked for, the virtual bank has {LineCount} lines")
                : new VirtualGpioInputs(lines, Clock);
        }

        return _device.HasVersion2 ? new CharacterDeviceInputs(_device, lines) : throw NoVersion2(_device, "GPIO inputs need");
    }

    /// <summary>Closes the bank.</summary>
    public void Dispose()
    {
        _controller?.Dispose();
        Bank?.Dispose();
        _device?.Dispose();
    }

    private static GpioException NoVersion2(CharacterDevice device, string what) =>
        new($"GPIO chip {device.Name}: {what} version 2 of the kernel's GPIO interface (Linux 5.10 or later), which this kernel lacks");

    private static GpioDriverKind Choose(GpioDriverKind asked, CharacterDevice device) => asked switch
    {
        GpioDriverKind.Auto when device.HasVersion2 => GpioDriverKind.CharacterDevice,
        GpioDriverKind.CharacterDevice => device.HasVersion2 ? asked : throw NoVersion2(device, "driver 'characterDevice' needs"),
        _ => GpioLibraries.Choose(asked),
    };

    private static string FindPath(string chip)
    {
        if (chip.StartsWith('/'))
        {
            return chip;
        }

        if (int.TryParse(chip, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return $"{CharacterDevice.Folder}{CharacterDevice.Prefix}{number}";
        }

        if (chip.StartsWith(CharacterDevice.Prefix, StringComparison.Ordinal))
        {
            return CharacterDevice.Folder + chip;
        }

        var chips = GpioMachine.Survey().Chips;
        string[] paths = [.. chips.Where(there => there.Label == chip).Select(there => there.Path)];
        return paths.Length switch
        {
            1 => paths[0],
            0 => throw new GpioException($"GPIO chip '{chip}': no chip has this label; this machine has {(chips.Count > 0 ? string.Join(", ", chips.Select(there => $"{there.Path} [{there.Label}]")) : "none")}"),
            _ => throw new GpioException($"GPIO chip '{chip}': {string.Join(" and ", paths)} have this label, name one of them"),
        };
    }

    private static GpioDriver CreateDriver(CharacterDevice device, GpioDriverKind kind)
    {
        // libgpiod's drivers know chips by their number only, and a path may be a link with another one.
        if (!int.TryParse(device.Name.AsSpan(CharacterDevice.Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw new GpioException($"GPIO chip {device.Path}: libgpiod's drivers need a number in the kernel's name of it, which is {device.Name}");
        }

        try
        {
            return kind == GpioDriverKind.LibGpiodV2 ? new LibGpiodV2Driver(number) : new LibGpiodDriver(number);
        }
        catch (Exception error)
        {
            throw new GpioException($"GPIO chip {device.Name}: libgpiod cannot open it: {error.Message}", error);
        }
    }
}
