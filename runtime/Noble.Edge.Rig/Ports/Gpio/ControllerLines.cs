using System.Device.Gpio;
using System.Numerics;

namespace Noble.Edge.Rig;

/// <summary>Output lines of a System.Device.Gpio controller, which stays the caller's.</summary>
internal sealed class ControllerLines : IOutputLines
{
    private readonly GpioController _controller;
    private readonly int[] _pins; // [line] -> number at the controller

    /// <param name="controller">The controller.</param>
    /// <param name="pins">Number of each line at the controller.</param>
    /// <param name="levels">Level of each line to begin with.</param>
    /// <exception cref="InvalidOperationException">The controller does not have a line, or it cannot be an output.</exception>
    internal ControllerLines(GpioController controller, IReadOnlyList<int> pins, IReadOnlyList<bool> levels)
    {
        _controller = controller;
        _pins = [.. pins];
        try
        {
            for (var line = 0; line < _pins.Length; line++)
            {
                if (_pins[line] >= controller.PinCount)
                {
                    throw new InvalidOperationException($"GPIO line {_pins[line]} asked for, the controller has {controller.PinCount} lines");
                }

                controller.OpenPin(_pins[line], PinMode.Output, levels[line]);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    int IOutputLines.Count => _pins.Length;

    bool IOutputLines.Set(int bank, ulong mask, ulong levels)
    {
        try
        {
            for (var rest = mask; rest != 0; rest &= rest - 1)
            {
                // The controller's write of a single pin keeps a dictionary that allocates; the one of several pins goes straight to the driver.
                var bit = BitOperations.TrailingZeroCount(rest);
                var pair = new PinValuePair(_pins[(bank * IOutputLines.BankLines) + bit], ((levels >> bit) & 1) != 0);
                _controller.Write(new ReadOnlySpan<PinValuePair>(in pair));
            }

            return true;
        }
        catch (Exception)
        {
            // Drivers throw whatever they like; the pacer's thread needs to know only that the line was not set.
            return false;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var pin in _pins)
        {
            if (_controller.IsPinOpen(pin))
            {
                _controller.ClosePin(pin);
            }
        }
    }
}
