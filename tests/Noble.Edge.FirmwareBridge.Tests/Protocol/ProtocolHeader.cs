using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Noble.Edge.FirmwareBridge.Tests;

/// <summary>The C header's defines and the host's constants, under one set of names.</summary>
internal static partial class ProtocolHeader
{
    private static readonly (string Prefix, Type Enum)[] Enums =
    [
        ("NOBLE_TYPE_", typeof(BridgeMessageType)),
        ("NOBLE_ERROR_", typeof(BridgeFrameError)),
        ("NOBLE_DIRECTION_", typeof(BridgeDirection)),
    ];

    // They share a prefix with an enum's members and are constants.
    private static readonly string[] NotMembers = ["NOBLE_ERROR_COUNT", "NOBLE_DIRECTION_MASK"];

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
            foreach (var member in Enum.GetValues(type))
            {
                constants.Add($"{type.Name}.{member}", Convert.ToInt64(member, CultureInfo.InvariantCulture));
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
