using System.Globalization;
using System.Text.Json;

namespace Noble.Edge.Host.Tests;

/// <summary>Holds the schema and the readers together, both ways: keys, ranges, defaults, and that every key has an effect.</summary>
public class RunSchemaTests
{
    public static TheoryData<string> Objects => [.. SchemaObjects.All.Keys];

    [Fact]
    public void Schema_EveryKey_IsDescribedAndHasAKnownType()
    {
        Assert.All(
            SchemaObjects.All.Values.Append(RunSchema.Instance.Root).SelectMany(node => node.Properties),
            property =>
            {
                Assert.NotEmpty(property.Node.Description);
                Assert.True(property.Node.IsFlat || property.Node.Type is "object" or "array" || property.Node.Const is not null, property.Key);
            });
    }

    [Fact]
    public void Schema_EveryFlatKey_IsReadAndNoOther()
    {
        var read = RunConfigurationKeys.All.Select(entry => entry.Key).Concat(RigReader.Keys).Append("$schema");
        Assert.Equal(read.Order(), RunSchema.Instance.Root.Properties.Select(property => property.Key).Order());
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public void Schema_KeysOfAnObject_AreThoseThatItsReaderAsksFor(string path)
    {
        var (node, known) = (SchemaObjects.All[path], new HashSet<string>());
        SchemaObjects.Read(SchemaObjects.Example(path, node.Properties.Where(property => property.Node.IsFlat || property.Node.Type == "array").Select(property => property.Key)), section =>
        {
            if (SchemaObjects.IsAt(section.Path, path))
            {
                known.UnionWith(section.Known);
            }
        });
        Assert.Equal(node.Properties.Select(property => property.Key).Order(), known.Order());
    }

    [Fact]
    public void Schema_EveryNumber_HasTheReadersRange()
    {
        var wrong = new List<string>();
        foreach (var (path, node) in SchemaObjects.All)
        {
            foreach (var (key, number) in node.Properties.Where(property => property.Node.Type is "number" or "integer"))
            {
                wrong.AddRange(RangeFaults(path, key, number));
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Schema_EveryFlatNumber_HasTheReadersRange()
    {
        var wrong = new List<string>();
        foreach (var (key, number) in RunSchema.Instance.Root.Properties.Where(property => property.Node.Type is "number" or "integer"))
        {
            foreach (var (text, isAllowed) in Edges(number))
            {
                if (IsAccepted(() => RunConfigurationKeys.Apply(key, Flat(key, text), new RunSettings(), "/")) != isAllowed)
                {
                    wrong.Add($"{key} {text}: the schema says {isAllowed}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Schema_EveryDefault_IsTheReaders()
    {
        var wrong = new List<string>();
        foreach (var (path, node) in SchemaObjects.All)
        {
            var without = SchemaObjects.Fingerprint(SchemaObjects.Read(SchemaObjects.Example(path, [])));
            foreach (var (key, value) in node.Properties.Where(property => property.Node is { IsFlat: true, Default: not null }))
            {
                var with = SchemaObjects.Fingerprint(SchemaObjects.Read(SchemaObjects.Example(path, [key], value.Default!.Value.GetRawText())));
                if (with != without)
                {
                    wrong.Add($"{path}.{key}: {value.Default.Value.GetRawText()} is not what the reader takes without it");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Schema_EveryFlatDefault_IsTheReaders()
    {
        // Null stands for what another key says; 64, drawn, simd and auto are what becomes of it.
        string[] isNull = ["neurons", "population", "engine", "cudaGraph"];
        foreach (var (key, node) in RunSchema.Instance.Root.Properties.Where(property => property.Node is { IsFlat: true, Default: not null } && RunConfigurationKeys.Has(property.Key) && !isNull.Contains(property.Key)))
        {
            Assert.Equal(new RunSettings(), RunConfigurationKeys.Apply(key, Flat(key, node.Default!.Value.GetRawText()), new RunSettings(), "/"));
        }

        Assert.Equal(RunSettings.DefaultNeurons, RunSchema.Instance.Key("neurons")!.Default!.Value.GetInt32());
    }

    [Fact]
    public void Schema_EveryKey_ChangesWhatIsRead()
    {
        var idle = new List<string>();
        foreach (var (path, node) in SchemaObjects.All)
        {
            var without = SchemaObjects.Fingerprint(SchemaObjects.Read(SchemaObjects.Example(path, [])));
            foreach (var (key, value) in node.Properties.Where(property => property.Node.IsFlat && property.Node.Const is null && !SchemaObjects.IsIdle(path, property.Key)))
            {
                var with = SchemaObjects.Fingerprint(SchemaObjects.Read(SchemaObjects.Example(path, [key], SchemaObjects.Other(path, key, value))));
                if (with == without)
                {
                    idle.Add($"{path}.{key}");
                }
            }
        }

        Assert.Empty(idle);
    }

    [Fact]
    public void Schema_EveryChoice_IsTaken()
    {
        foreach (var (path, node) in SchemaObjects.All)
        {
            foreach (var (key, value) in node.Properties.Where(property => property.Node.Choices.Count > 0 && property.Key != "chip"))
            {
                Assert.All(value.Choices, choice => SchemaObjects.Read(SchemaObjects.Example(path, [key], choice.GetRawText())));
                if (value.Type == "string")
                {
                    Assert.ThrowsAny<UserMistakeException>(() => SchemaObjects.Read(SchemaObjects.Example(path, [key], "\"none of them\"")));
                }
            }
        }
    }

    [Theory]
    [InlineData("duration", new[] { "500ms", "10s", "1.5min", ".5h", "forever" }, new[] { "10", "s", "-1s", "1 s", "1e3s", "10 s" })]
    [InlineData("broker", new[] { "embedded", "embedded:0", "lab:1884", "[::1]:1883", "192.168.1.20:1883" }, new[] { "lab", ":1883", "::1:1883", "lab:x" })]
    [InlineData("interpolate", new[] { "a:b:4", "a:b:c:9" }, new[] { "a:b", "a:b:c", "::4" })]
    [InlineData("rig", new[] { "bench", "b-2" }, new[] { "a/b", "a b", "", "+" })]
    public void Schema_PatternOfAText_IsTheReaders(string key, string[] right, string[] wrong)
    {
        var pattern = RunSchema.Instance.Key(key)!.Pattern!;
        Assert.All(right, text => Assert.Matches(pattern, text));
        Assert.All(right, text => Assert.True(IsAccepted(() => RunConfigurationKeys.Apply(key, Flat(key, $"\"{text}\""), new RunSettings(), "/")), text));
        Assert.All(wrong, text => Assert.DoesNotMatch(pattern, text));
        Assert.All(wrong, text => Assert.False(IsAccepted(() => RunConfigurationKeys.Apply(key, Flat(key, $"\"{text}\""), new RunSettings(), "/")), text));
    }

    [Fact]
    public void Schema_ExamplesOfATextWithAPattern_HaveIt() => Assert.All(
        SchemaObjects.All.Values.Append(RunSchema.Instance.Root).SelectMany(node => node.Properties).Where(property => property.Node.Pattern is not null),
        property => Assert.All(property.Node.Examples.Concat(property.Node.Default is { } standard ? [standard] : []).Where(text => text.ValueKind == JsonValueKind.String), text => Assert.Matches(property.Node.Pattern!, text.GetString()!)));

    [Fact]
    public void Schema_Command_PrintsTheFile()
    {
        var (code, output, _) = NobleEdge.Run("schema");
        Assert.Equal(0, code);
        Assert.Equal(File.ReadAllText(Repository.Path("runtime/Noble.Edge.Host/Configuration", RunSchema.FileName)), output);
        Assert.Equal(RunSchema.FileName, JsonDocument.Parse(output).RootElement.GetProperty("$id").GetString()!.Split(':')[^1] + ".schema.json");
    }

    [Fact]
    public void Schema_Reference_IsTheCommittedPage()
    {
        var (code, output, _) = NobleEdge.Run("schema", "--markdown");
        Assert.Equal(0, code);
        Assert.Equal(output, File.ReadAllText(Repository.Path("docs/reference/configuration.md")));
    }

    private static IEnumerable<string> RangeFaults(string path, string key, SchemaNode number)
    {
        foreach (var (text, isAllowed) in Edges(number))
        {
            if (SchemaObjects.IsJudgedLater(path, key))
            {
                continue;
            }

            var error = Record.Exception(() => SchemaObjects.Read(SchemaObjects.Example(path, [key], text)));
            if (error is null != isAllowed)
            {
                yield return $"{path}.{key} {text}: the schema says {isAllowed}, the reader {error?.Message ?? "takes it"}";
            }
        }
    }

    // The ends of each range, and what is just beyond them.
    private static IEnumerable<(string Text, bool IsAllowed)> Edges(SchemaNode number)
    {
        if (number.Choices.Count > 0)
        {
            yield return ("7", false);
            yield break;
        }

        foreach (var range in number.Ranges)
        {
            foreach (var (end, excluded, outward) in new[] { (range.Minimum, range.ExcludesMinimum, -1), (range.Maximum, range.ExcludesMaximum, 1) })
            {
                if (end is not { } value)
                {
                    continue;
                }

                // Times are kept in ticks of 100 ns; sizes in MB in bytes.
                var step = number.Type == "integer" ? 1m : Math.Max((decimal)Math.Abs(value) * 1e-3m, number.Unit is "ms" or "min" ? 1e-4m : 1e-12m);
                var exact = value >= ulong.MaxValue ? ulong.MaxValue : (decimal)value;
                var beyond = exact + (outward * step);
                yield return (Text(exact), !excluded && number.Ranges.Any(other => other.Contains(value)));
                if (!number.Ranges.Any(other => other.Contains((double)beyond)) || value >= ulong.MaxValue)
                {
                    yield return (Text(beyond), false);
                }
            }
        }
    }

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static RunConfiguration Flat(string key, string json) => JsonSerializer.Deserialize($"{{\"{key}\":{json}}}", RunConfigurationJson.Default.RunConfiguration)!;

    private static bool IsAccepted(Func<RunSettings> apply)
    {
        try
        {
            apply();
            return true;
        }
        catch (Exception error) when (error is UserMistakeException or ArgumentOutOfRangeException or JsonException)
        {
            return false;
        }
    }
}
