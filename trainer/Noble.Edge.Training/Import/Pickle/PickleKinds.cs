using System.Globalization;

namespace Noble.Edge.Training;

/// <summary>What a value of a pickle is, in words; containers are not walked.</summary>
internal static class PickleKinds
{
    public static string Of(object? value) => value switch
    {
        null => "None",
        string text => $"'{PrintableText.Of(text)}'",
        bool flag => flag ? "True" : "False",
        long or double => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        PickleTuple tuple => $"a tuple of {tuple.Items.Length}",
        List<object?> list => $"a list of {list.Count}",
        PickleDictionary dictionary => $"a dictionary of {dictionary.Count}",
        PickleName name => name.Text,
        PickleTensor => "a tensor",
        PickleStorage => "a storage",
        _ => throw new InvalidOperationException($"a pickle holds no {value.GetType()}"),
    };
}
