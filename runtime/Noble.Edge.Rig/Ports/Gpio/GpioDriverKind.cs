namespace Noble.Edge.Rig;

/// <summary>Through what a real chip's outputs are driven.</summary>
public enum GpioDriverKind
{
    /// <summary>The kernel's character device where the kernel has version 2 of it (Linux 5.10), else libgpiod.</summary>
    Auto,

    /// <summary>The kernel's character device, directly: nothing to install, no allocation, many lines in one call.</summary>
    CharacterDevice,

    /// <summary>System.Device.Gpio over libgpiod: version 2 where libgpiod.so.3 is installed, else version 1 (libgpiod.so.2).</summary>
    LibGpiod,

    /// <summary>System.Device.Gpio over libgpiod 2 (libgpiod.so.3).</summary>
    LibGpiodV2,

    /// <summary>System.Device.Gpio over libgpiod 1 (libgpiod.so.2).</summary>
    LibGpiodV1,
}
