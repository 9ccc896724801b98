using System.Runtime.InteropServices;
using System.Text;

namespace Noble.Edge.Rig;

/// <summary>A chip's character device, open.</summary>
internal sealed unsafe class CharacterDevice : IDisposable
{
    internal const string Folder = "/dev/";
    internal const string Prefix = "gpiochip";
    private const string Consumer = "noble-edge";
    private const int ConsumerBytes = 32;

    private int _descriptor;

    /// <exception cref="GpioException">There is no such chip, or it may not be opened.</exception>
    internal CharacterDevice(string path)
    {
        Path = path;
        _descriptor = LibC.GpioOpen(path, LibC.GpioOpenFlags);
        if (_descriptor < 0)
        {
            throw new GpioException(Explain(path, Marshal.GetLastPInvokeError()));
        }

        LibC.GpioChipInformation information;
        if (LibC.GpioControl(_descriptor, LibC.GpioGetChipInfo, &information) < 0)
        {
            Dispose();
            throw new GpioException($"GPIO chip {path}: this is not a GPIO character device");
        }

        Name = Text(information.Name);
        Label = Text(information.Label);
        LineCount = (int)information.LineCount;
    }

    /// <summary>Its path.</summary>
    internal string Path { get; }

    /// <summary>The kernel's name of it, <c>gpiochip0</c>.</summary>
    internal string Name { get; }

    /// <summary>What the chip's driver calls it.</summary>
    internal string Label { get; }

    /// <summary>Lines.</summary>
    internal int LineCount { get; }

    /// <summary>Whether the kernel has the interface's version 2, without which there is no request.</summary>
    internal bool HasVersion2 => LineCount > 0 && TryGetLine(0, out _);

    /// <summary>Paths of all chips of the machine, in the order of their numbers.</summary>
    internal static IReadOnlyList<string> Paths() =>
        Directory.Exists(Folder)
            ? [.. Directory.EnumerateFileSystemEntries(Folder, Prefix + "*").OrderBy(path => path.Length).ThenBy(path => path, StringComparer.Ordinal)]
            : [];

    /// <summary>What every refusal begins with where lines are asked for.</summary>
    /// <exception cref="GpioException">A line does not exist or somebody else has it.</exception>
    internal void Check(IReadOnlyList<int> offsets)
    {
        foreach (var offset in offsets)
        {
            if ((uint)offset >= (uint)LineCount)
            {
                throw new GpioException($"GPIO line {offset} asked for, {Name} has {LineCount} lines");
            }

            if (TryGetLine(offset, out var line) && (line.Flags & LibC.GpioFlagUsed) != 0)
            {
                throw new GpioException($"GPIO line {offset} of {Name} is in use by '{Text(line.Consumer)}'; end that first or take another line");
            }
        }
    }

    /// <summary>Takes lines.</summary>
    /// <param name="request">Flags and attributes; lines and consumer are filled in here.</param>
    /// <param name="offsets">The lines, 64 at most.</param>
    /// <returns>The descriptor of the lines.</returns>
    /// <exception cref="GpioException">A line cannot be had.</exception>
    internal int Request(ref LibC.GpioLineRequest request, IReadOnlyList<int> offsets)
    {
        Check(offsets);
        request.LineCount = (uint)offsets.Count;
        for (var line = 0; line < offsets.Count; line++)
        {
            request.Offsets[line] = (uint)offsets[line];
        }

        fixed (byte* consumer = request.Consumer)
        {
            Encoding.ASCII.GetBytes(Consumer, new Span<byte>(consumer, ConsumerBytes - 1));
        }

        fixed (LibC.GpioLineRequest* pointer = &request)
        {
            if (LibC.GpioControl(_descriptor, LibC.GpioGetLine, pointer) < 0)
            {
                var error = Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
                throw new GpioException($"GPIO lines {string.Join(", ", offsets)} of {Name}: the kernel refuses them: {error}");
            }
        }

        return request.Descriptor;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_descriptor >= 0)
        {
            _ = LibC.Close(_descriptor);
            _descriptor = -1;
        }
    }

    private static string Explain(string path, int error)
    {
        if (error == LibC.GpioErrorAccess)
        {
            return $"GPIO chip {path}: not permitted; join the group that owns it (usermod -aG gpio USER, then log in again), or add the udev rule "
                + "SUBSYSTEM==\"gpio\", KERNEL==\"gpiochip*\", GROUP=\"gpio\", MODE=\"0660\"";
        }

        if (error != LibC.GpioErrorNoEntry)
        {
            return $"GPIO chip {path}: cannot be opened: {Marshal.GetPInvokeErrorMessage(error)}";
        }

        var there = Paths();
        return $"GPIO chip {path}: no such chip; this machine has {(there.Count > 0 ? string.Join(", ", there) : "none")}";
    }

    private bool TryGetLine(int offset, out LibC.GpioLineInformation line)
    {
        line = new LibC.GpioLineInformation { Offset = (uint)offset };
        fixed (LibC.GpioLineInformation* pointer = &line)
        {
            return LibC.GpioControl(_descriptor, LibC.GpioGetLineInfo, pointer) == 0;
        }
    }

    private static string Text(byte* bytes)
    {
        var text = new ReadOnlySpan<byte>(bytes, ConsumerBytes);
        var end = text.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? text : text[..end]);
    }
}
