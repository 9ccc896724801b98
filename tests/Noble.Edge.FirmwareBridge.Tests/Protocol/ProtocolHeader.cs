using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary>The C header's defines and the host's constants, under one set of names.</summary>
internal static partial class ProtocolHeader
{
    // The longer prefix first, where one begins with another.
    private static readonly (string Prefix, Type Enum)[] Enums =
    [
        ("NOBLE_TYPE_", typeof(BridgeMessageType)),
        ("NOBLE_ERROR_", typeof(BridgeFrameError)),
        ("NOBLE_DIRECTION_", typeof(BridgeDirection)),
        ("NOBLE_CAPABILITY_", typeof(BridgeCapabilities)),
        ("NOBLE_STATE_", typeof(BridgeDeviceState)),
        ("NOBLE_CAUSE_", typeof(BridgeSafeCause)),
        ("NOBLE_RESULT_", typeof(BridgeResult)),
        ("NOBLE_REGISTER_TYPE_", typeof(BridgeRegisterType)),
        ("NOBLE_REGISTER_DAC_", typeof(BridgeDacRegister)),
        ("NOBLE_REGISTER_", typeof(BridgeRegister)),
        ("NOBLE_OUTPUT_MODE_", typeof(BridgeOutputMode)),
        ("NOBLE_AER_ACTIVE_LOW_", typeof(BridgeAerActiveLow)),
        ("NOBLE_INPUT_", typeof(BridgeInputKind)),
        ("NOBLE_LOG_", typeof(BridgeLogLevel)),
    ];

    // They share a prefix with an enum's members and are constants.
    private static readonly HashSet<string> NotMembers =
    [
        "NOBLE_ERROR_COUNT", "NOBLE_CAUSE_COUNT", "NOBLE_RESULT_COUNT", "NOBLE_DIRECTION_MASK",
        "NOBLE_REGISTER_BYTES", "NOBLE_REGISTER_REGISTER_OFFSET", "NOBLE_REGISTER_TYPE_OFFSET", "NOBLE_REGISTER_RESULT_OFFSET",
        "NOBLE_REGISTER_VALUE_OFFSET", "NOBLE_REGISTER_DAC", "NOBLE_REGISTER_DAC_STRIDE", "NOBLE_REGISTER_DAC_CHANNELS_MAX", "NOBLE_REGISTER_ERRORS",
        "NOBLE_INPUT_EVENTS_HEADER_BYTES", "NOBLE_INPUT_EVENTS_FIRST_OFFSET", "NOBLE_INPUT_EVENTS_COUNT_OFFSET", "NOBLE_INPUT_EVENTS_RESERVED_OFFSET",
        "NOBLE_INPUT_EVENTS_BASE_TIME_TICKS_OFFSET", "NOBLE_INPUT_EVENTS_MAX", "NOBLE_INPUT_RECORD_BYTES", "NOBLE_INPUT_RECORD_DELTA_TICKS_OFFSET",
        "NOBLE_INPUT_RECORD_KIND_OFFSET", "NOBLE_INPUT_RECORD_CHANNEL_OFFSET", "NOBLE_INPUT_RECORD_VALUE_OFFSET",
        "NOBLE_LOG_HEADER_BYTES", "NOBLE_LOG_LEVEL_OFFSET", "NOBLE_LOG_RESERVED_OFFSET", "NOBLE_LOG_DEVICE_TIME_OFFSET", "NOBLE_LOG_TEXT_BYTES_MAX",
    ];

    // Members that say "nothing" to a C# reader and have no code of their own on the wire.
    private static readonly HashSet<string> HostOnly =
        ["BridgeCapabilities.None", "BridgeAerActiveLow.None", "BridgeInputKind.None", "BridgeLogLevel.None"];

    /// <summary>Every define but the include guard, as Type.Member; throws where a value is no literal.</summary>
    public static SortedDictionary<string, long> Defines(string header)
    {
        var defines = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (Match match in Define().Matches(header))
        {
            if (match.Groups["name"].Value != "NOBLE_PROTOCOL_H")
            {
                defines.Add(HostName(match.Groups["name"].Value), Number(match.Groups["value"].Value.Trim()));
            }
        }

        return defines;
    }

    /// <summary>Every public constant and enum member of the host, as Type.Member.</summary>
    public static SortedDictionary<string, long> HostConstants()
    {
        var constants = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var field in typeof(BridgeProtocol).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            constants.Add($"BridgeProtocol.{field.Name}", Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture));
        }

        foreach (var type in Enums.Select(item => item.Enum))
        {
            foreach (var member in type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => !HostOnly.Contains($"{type.Name}.{field.Name}")))
            {
                constants.Add($"{type.Name}.{member.Name}", Convert.ToInt64(member.GetRawConstantValue(), CultureInfo.InvariantCulture));
            }
        }

        return constants;
    }

    private static string HostName(string name)
    {
        foreach (var (prefix, type) in Enums)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal) && !NotMembers.Contains(name))
            {
                return $"{type.Name}.{PascalCase.Of(name[prefix.Length..])}";
            }
        }

        return $"BridgeProtocol.{PascalCase.Of(name["NOBLE_".Length..])}";
    }

    private static long Number(string literal) => literal.StartsWith("0x", StringComparison.Ordinal)
        ? long.Parse(literal.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
        : long.Parse(literal, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[ \t]*#[ \t]*define[ \t]+(?<name>\w+)(?<value>.*)$", RegexOptions.Multiline)]
    private static partial Regex Define();
}
