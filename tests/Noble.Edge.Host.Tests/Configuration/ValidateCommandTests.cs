using System.Text.Json;
using Noble.Edge.Tests;

namespace Noble.Edge.Host.Tests;

public sealed class ValidateCommandTests : IDisposable
{
    // A mistake of each kind, on a line of its own.
    private const string Bad = """
        {
          "neuron": 4,
          "seed": -1,
          "duration": "10",
          "variability": "much",
          "ports": [
            { "type": "virtual", "name": "slice", "neurons": 2, "noiseNanoamperes": -1 },
            { "type": "vitual" },
            { "type": "gpio", "inputs": [ { "debounceMilliseconds": 1 } ] }
          ],
          "responses": [ { "name": "volley", "currentNanoamperes": 0.1, "name": "again" } ],
          "controllers": [
            { "type": "rate-clamp", "targetHerz": 20 },
            { "type": "activity-dependent", "response": "voley", "spikes": {
              "port": "slize" } },
            { "type": "activity-dependent", "pulses": { "nanoamperes": 0.1, "count": 4, "intervalMilliseconds": 0.5 } }
          ],
          "limits": { "maximumNanoamperes": "x" },
          "recording": { },
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Validate_ManyMistakes_SaysEachInALine()
    {
        var (code, output, error) = Validate(Bad);
        Assert.Equal((2, ""), (code, output));
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] expected =
        [
            "line 2, column 3: unknown key 'neuron', expected one of model, ",
            "line 3, column 11: seed: expected 0 to 18446744073709551615, found -1",
            "line 4, column 15: duration '10': expected a number above 0 with its unit",
            "line 5, column 18: variability: expected a number, 0 to 1, found 'much'",
            "line 7, column 77: ports[0].noiseNanoamperes: expected from 0 nA, found -1",
            "line 8, column 15: ports[1].type: expected one of virtual, gpio, ",
            "line 9, column 35: ports[2].inputs[0]: 'line' is missing, expected the line",
            "line 11, column 65: key 'name' is there twice, first on line 11",
            "line 13, column 29: controllers[0]: unknown key 'targetHerz', expected one of type, ",
            "line 14, column 49: controllers[1].response: expected one of volley, found 'voley'; did you mean 'volley'?",
            "line 15, column 15: controllers[1].spikes.port: expected one of slice, vitual, gpio, found 'slize'; did you mean 'slice'?",
            "line 16, column 5: controllers[2]: pulse interval 0.5 ms is shorter than the width 1 ms",
            "line 18, column 37: limits.maximumNanoamperes: expected a number, 0 to 1000000 nA, found 'x'",
            "line 19, column 16: recording: 'file' is missing, expected the file",
        ];
        Assert.All(lines.Zip(expected), pair => Assert.StartsWith($"noble-edge: error: {_folder.File("run.json")} {pair.Second}", pair.First, StringComparison.Ordinal));
        Assert.Equal(expected.Length, lines.Length);
        Assert.EndsWith("did you mean 'neurons'?", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ManyMistakes_SaysTheFirstOfThem()
    {
        var (_, _, all) = Validate(Bad);
        var (code, _, error) = NobleEdge.Run("run", _folder.File("run.json"));
        Assert.Equal(2, code);
        Assert.Equal(all.Split('\n')[0].Replace(", column 3:", ":", StringComparison.Ordinal), error.TrimEnd());
    }

    [Fact]
    public void Validate_AsJson_IsForAnEditor()
    {
        var (code, output, _) = Validate("{\n  \"neuron\": 4 }", "--json");
        Assert.Equal(2, code);
        var mistake = JsonDocument.Parse(output).RootElement[0].GetProperty("mistakes")[0];
        Assert.Equal((2, 3, "neuron", "neurons"), (mistake.GetProperty("line").GetInt32(), mistake.GetProperty("column").GetInt32(), mistake.GetProperty("key").GetString(), mistake.GetProperty("nearest").GetString()));
    }

    [Fact]
    public void Validate_NoMistake_SaysWhatWouldRun()
    {
        var (code, output, error) = Validate("""{ "$schema": "x/noble-edge-run-1.schema.json", "neurons": 3, "currentNanoamperes": 0.1, "ports": [ { "type": "virtual", "name": "slice" } ], "limits": { "maximumNanoamperes": 0.2 } }""");
        Assert.Equal((0, ""), (code, error));
        Assert.Equal($"{_folder.File("run.json")}: 3 neurons of fast-spiking at 0.1 nA for 10 s; embedded broker; port slice (virtual)\n", output);
    }

    [Theory]
    [InlineData("""{ "model": "nowhere.noble" }""", "column 12: model: ")]
    [InlineData("""{ "currentNanoamperes": 99 }""", "column 25: currentNanoamperes: ")]
    [InlineData("""{ "responses": [ { "name": "a", "currentNanoamperes": 99 } ] }""", "column 55: responses[0].currentNanoamperes: ")]
    [InlineData("""{ "interpolate": "nobody:fs-00:4" }""", "column 18: interpolate: ")]
    [InlineData("""{ "latents": "nowhere.csv" }""", "column 14: latents: ")]
    [InlineData("""{ "neurons": 2, "$schema": "noble-edge-run-2.schema.json" }""", "column 28: $schema: expected a path or address that ends with noble-edge-run-1.schema.json")]
    [InlineData("""{ "precision": "fp16" }""", "column 16: precision: --precision is for ONNX Runtime")]
    [InlineData("""{ "broker": "lab:1883", "awaitSubscribers": 2 }""", "column 45: awaitSubscribers: ")]
    [InlineData("""{ "nodes": true }""", "column 12: nodes: --nodes: expected a broker of its own")]
    [InlineData("""{ "ports": [ { "type": "virtual" }, { "type": "virtual" } ], "limits": { "maximumNanoamperes": 1 } }""", "column 12: ports: two ports are named 'virtual'")]
    [InlineData("""{ "ports": [ { "type": "virtual" } ] }""", "column 1: limits: limits allow no current")]
    [InlineData("""{ "responses": [ { "name": "a", "currentNanoamperes": 0.1 }, { "name": "a", "currentNanoamperes": 0.1 } ] }""", "column 16: responses: two responses are named 'a'")]
    [InlineData("""{ "controllers": [ { "type": "rate-clamp", "targetHertz": 5 } ] }""", "column 20: controllers[0].channel: the rig has no stimulus channel")]
    [InlineData("""{ "ports": [ { "type": "virtual" } ], "limits": { "maximumNanoamperes": 1 }, "controllers": [ { "type": "phase-locked", "pulses": { "nanoamperes": 0.1, "channel": 1 } } ] }""", "column 164: controllers[0].pulses.channel: expected a stimulus channel, 0 to 0, found 1")]
    [InlineData("""{ "mqtt": { "addresses": ["a:1"], "sessionExpiryMilliseconds": 1000 } }""", "column 11: mqtt: MQTT client id: expected one")]
    public void Validate_WhatCanBeKnown_IsKnown(string text, string expected)
    {
        var (code, _, error) = Validate(text);
        Assert.Equal(2, code);
        Assert.StartsWith($"noble-edge: error: {_folder.File("run.json")} line 1, {expected}", error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("""{ "limits": { "chargePicocoulombs": 5 } }""", "limits.chargePicocoulombs: no port has a stimulus channel")]
    [InlineData("""{ "ports": [ { "type": "dac", "chip": "mcp4725", "channels": [ { "output": 0, "nanoamperesPerVolt": 0.1 } ] } ], "limits": { "maximumNanoamperes": 0.4 } }""", "limits: 0 to 0.4 nA is more than port dac can reach, 0 to 0.33 nA")]
    [InlineData("""{ "ports": [ { "type": "virtual" } ], "limits": { "maximumNanoamperes": 0.2 }, "controllers": [ { "type": "rate-clamp", "targetHertz": 5, "maximumNanoamperes": 0.3 } ] }""", "controllers[0].maximumNanoamperes: 0.3 nA, the limits allow 0 to 0.2 nA")]
    [InlineData("""{ "recording": { "file": "run.json" } }""", "recording.file: ")]
    public void Validate_HardlyMeant_IsAWarning(string text, string expected)
    {
        var (code, output, error) = Validate(text);
        Assert.Equal(0, code);
        Assert.NotEmpty(output);
        Assert.StartsWith($"noble-edge: warning: {_folder.File("run.json")}: {expected}", error, StringComparison.Ordinal);
    }

    private (int Code, string Output, string Error) Validate(string text, params string[] options)
    {
        File.WriteAllText(_folder.File("run.json"), text);
        return NobleEdge.Run(["validate", _folder.File("run.json"), .. options]);
    }
}
