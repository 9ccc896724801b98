using System.CommandLine;
using Noble.Edge.Neurons;

namespace Noble.Edge.Trainer;

/// <summary>The options that say which cell to search, and which of its parameter sets to use.</summary>
internal sealed class SearchedCell
{
    private readonly Option<string?> _cell = new("--cell") { Description = "A built-in cell (fast-spiking) or a cell file" };
    private readonly Option<string?> _morphology = new("--swc") { Description = "Morphology of a published all-active cell; needs --hof" };
    private readonly Option<string?> _sets = new("--hof") { Description = "Parameter sets: a file or a folder of them, as the published cells have them and as 'hof' writes" };

    public void AddTo(Command command)
    {
        command.Add(_cell);
        command.Add(_morphology);
        command.Add(_sets);
    }

    /// <summary>Reads the cell that a command line names.</summary>
    public NeuronCollection Read(ParseResult parsed)
    {
        var sets = parsed.GetValue(_sets);
        switch (parsed.GetValue(_cell), parsed.GetValue(_morphology))
        {
            case (null, null):
                throw new UserException("no cell; expected --cell, or --swc with --hof");
            case (not null, not null):
                throw new UserException("--cell and --swc; expected one of them");
            case (null, { } morphology):
                return CellSource.ReadAllActive(morphology, sets ?? throw new UserException("--swc without --hof; expected the parameter sets of the cell"));
            case ({ } name, null):
                var neurons = CellSource.Read(name);
                if (sets is null)
                {
                    return neurons;
                }

                var given = AllActiveParameters.Read(neurons.Cell.Name, neurons.Cell.Sections, sets).ParameterSets;
                foreach (var set in given)
                {
                    neurons.Cell.Validate(set);
                }

                return neurons with { ParameterSets = given };
        }
    }
}
