using System.Text;
using System.Text.Json;

namespace Noble.Edge.Host;

/// <summary>Reads a configuration file; every error names the file and the line.</summary>
internal static class RunConfigurationFile
{
    /// <summary>Puts what the file says over the settings.</summary>
    /// <exception cref="UserMistakeException">The file cannot be read, or a key or value in it is wrong.</exception>
    internal static RunSettings Apply(string path, RunSettings settings)
    {
        var text = ReadText(path);
        return ApplyText(path, text, settings) with { ConfigurationFile = Path.GetFullPath(path), ConfigurationText = Encoding.UTF8.GetString(text) };
    }

    /// <summary>The file's bytes.</summary>
    /// <exception cref="UserMistakeException">The file cannot be read.</exception>
    internal static byte[] ReadText(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserMistakeException($"configuration file '{path}' cannot be read: {(error is FileNotFoundException or DirectoryNotFoundException ? "no such file" : error.Message)}", error);
        }
    }

    /// <summary>The same from a text; the path is for errors, and for what is relative to its folder.</summary>
    internal static RunSettings ApplyText(string path, byte[] text, RunSettings settings)
    {
        var mistakes = new ConfigMistakes();
        settings = Examine(path, ConfigNode.Parse(path, text, mistakes), settings, mistakes);
        mistakes.ThrowFirst();
        return settings;
    }

    /// <summary>Puts what a file says over the settings as far as it is right, and gathers what is not.</summary>
    /// <param name="path">The file.</param>
    /// <param name="root">What is in it; null where that is no JSON.</param>
    /// <param name="settings">Settings so far.</param>
    /// <param name="mistakes">Takes every mistake.</param>
    internal static RunSettings Examine(string path, ConfigNode? root, RunSettings settings, ConfigMistakes mistakes)
    {
        if (root is null)
        {
            return settings;
        }

        new SchemaCheck(path, mistakes).Check(root, RunSchema.Instance.Root, "");
        if (root.Type != JsonTokenType.StartObject)
        {
            return settings;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        foreach (var member in root.Members.Where(member => RunConfigurationKeys.Has(member.Key)))
        {
            settings = ApplyKey(path, member.Key, member.Value, folder, settings, mistakes);
        }

        var section = new ConfigSection(path, root, "", mistakes);
        return section.Part(() => RigReader.Read(section)) is { } rig ? settings with { LiveRig = rig } : settings;
    }

    /// <summary>Puts one key over the settings, unless it is wrong.</summary>
    /// <param name="source">What it is in, for errors.</param>
    /// <param name="key">One of <see cref="RunConfigurationKeys.All"/>.</param>
    /// <param name="value">Its value.</param>
    /// <param name="folder">What paths are relative to.</param>
    /// <param name="settings">Settings so far.</param>
    /// <param name="mistakes">Takes what is wrong.</param>
    internal static RunSettings ApplyKey(string source, string key, ConfigNode value, string folder, RunSettings settings, ConfigMistakes mistakes)
    {
        try
        {
            var configuration = JsonSerializer.Deserialize($"{{\"{key}\":{value.Json}}}", RunConfigurationJson.Default.RunConfiguration)!;
            return RunConfigurationKeys.Apply(key, configuration, settings, folder);
        }
        catch (JsonException)
        {
            mistakes.AddConsequence(ConfigSection.Wrong(source, key, value, "a value of another type"));
        }
        catch (Exception error) when (error is UserMistakeException or ArgumentOutOfRangeException)
        {
            mistakes.AddConsequence(new ConfigMistake(source, value.Line, value.Column, key, error.Message));
        }

        return settings;
    }
}
